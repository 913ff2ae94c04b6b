import type { FormEvent, ReactNode } from 'react';
import { Notice } from '../shared/notice.js';
import { useDocumentTitle } from '../shared/use-document-title.js';
import styles from './account-screen.module.css';
import type { Failure } from './use-form.js';

interface AccountScreenProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Links to related pages, small print below. */
  readonly foot?: ReactNode;
}

/** A narrow column with a single task. */
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

/** A form with its failure notice above the fields. */
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
