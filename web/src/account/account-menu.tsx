import { Menu } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { Link, useLocation } from 'react-router';
import { SignOutDocument } from '../generated/graphql.js';
import { PersonIcon } from '../shared/icons.js';
import styles from './account-menu.module.css';
import { becomeGuest, useSession } from './session.js';

/** In the header: the way in, or whose session it is and the way out. */
export function AccountMenu() {
  const client = useApolloClient();
  const session = useSession();
  const { pathname, search } = useLocation();
  const signOut = async () => {
    // Whatever comes back, this page forgets its token; a cookie that nobody could end runs out.
    await client.mutate({ mutation: SignOutDocument }).catch(() => undefined);
    becomeGuest();
  };
  if (session.kind === 'unknown') return <span className={styles.entry} aria-hidden="true" />;
  if (session.kind === 'guest') {
    const isHere = pathname === '/sign-in' || pathname === '/register';
    const next = isHere || pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return (
      <Link to={isHere ? '/sign-in' : `/sign-in${next}`} className={styles.entry}>
        <PersonIcon />
        <span className={styles.word}>Sign in</span>
      </Link>
    );
  }
  const { displayName, email } = session.viewer;
  return (
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.entry}>
          <PersonIcon />
          <span className={styles.word}>{displayName}</span>
          <span className={styles.hidden}>, your account</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/account">
          Your account
          <span className={styles.who}>{email}</span>
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
