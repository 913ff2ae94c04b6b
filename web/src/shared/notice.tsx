import type { ReactNode } from 'react';
import { AlertIcon, CheckIcon, ClockIcon, InfoIcon } from './icons.js';
import styles from './notice.module.css';

export type NoticeTone = 'waiting' | 'attention' | 'failed' | 'captured' | 'neutral';

const ICONS = {
  waiting: ClockIcon,
  attention: InfoIcon,
  failed: AlertIcon,
  captured: CheckIcon,
  neutral: InfoIcon,
} satisfies Record<NoticeTone, unknown>;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Small print below the text: a code or a correlation id. */
  readonly code?: string | undefined;
}

/** A message: what happened, what it means and what to do. */
export function Notice({ tone, title, children, action, code }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'failed' ? 'alert' : 'status'}>
      <span className={styles.icon}>
        <Icon />
      </span>
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children !== undefined && <div className={styles.text}>{children}</div>}
        {code !== undefined && <p className={styles.code}>{code}</p>}
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
