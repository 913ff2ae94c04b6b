import type { FormEvent, ReactNode } from 'react';
import { Notice } from '../shared/notice.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import styles from './account-screen.module.css';
import type { Failure } from './use-form.js';

interface AccountScreenProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Other ways to go, small beneath. */
  readonly foot?: ReactNode;
}

/** One narrow column with one thing to do. */
export function AccountScreen({ title, lead, children, foot }: AccountScreenProps) {
  useDocumentTitle(title);
  return (
    <div className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.head}>
          <h1>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </header>
        {children}
      </div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

interface FormProps {
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => Promise<void>;
  readonly failure: Failure | undefined;
  readonly children: ReactNode;
}

/** The fields, and above them why it could not be sent. */
export function AccountForm({ onSubmit, failure, children }: FormProps) {
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void onSubmit(event)}>
      <FailureNotice failure={failure} />
      {children}
    </form>
  );
}

export function FailureNotice({ failure }: { readonly failure: Failure | undefined }) {
  if (failure === undefined) return null;
  const { tone, title, text, code } = failure;
  return (
    <Notice tone={tone} title={title} code={code}>
      {text}
    </Notice>
  );
}
