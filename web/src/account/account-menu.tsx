import { Menu } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { Link, useLocation } from 'react-router';
import { SignOutDocument } from '../generated/graphql.js';
import { PersonIcon } from '../shared/icons.js';
import styles from './account-menu.module.css';
import { becomeGuest, useSession } from './session.js';

/** The header's account entry: a sign-in link for guests, a menu for accounts. */
export function AccountMenu() {
  const client = useApolloClient();
  const session = useSession();
  const { pathname, search } = useLocation();
  const signOut = async () => {
    // The page drops its token even if the request fails; the cookie then expires by itself.
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
