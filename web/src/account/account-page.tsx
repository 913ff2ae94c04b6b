import { Skeleton } from '@mantine/core';
import { Navigate } from 'react-router';
import { useDocumentTitle } from '../shared/use-document-title.js';
import styles from './account-page.module.css';
import { ChangePasswordForm } from './change-password-form.js';
import { Devices } from './devices.js';
import { Profile } from './profile.js';
import { useSession } from './session.js';

export function AccountPage() {
  const session = useSession();
  useDocumentTitle('Your account');
  if (session.kind === 'guest') return <Navigate to="/sign-in?next=/account" replace />;
  return (
    <div className={styles.page}>
      <h1>Your account</h1>
      {session.kind === 'unknown' ? (
        <div role="status" aria-label="Loading your account">
          <Skeleton height={120} radius={12} mb={16} />
          <Skeleton height={280} radius={12} />
        </div>
      ) : (
        <>
          <Profile viewer={session.viewer} />
          <ChangePasswordForm email={session.viewer.email} />
          <Devices />
        </>
      )}
    </div>
  );
}
