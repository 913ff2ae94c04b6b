import { Amount } from '../shared/amount.js';
import { CheckIcon, CloseIcon } from '../shared/icons.js';
import { exactTime, shortTime } from '../shared/moment.js';
import type { RailStep, StepState } from './rail.js';
import styles from './rail-view.module.css';

const STATE_TEXT: Readonly<Record<StepState, string>> = {
  todo: 'not yet',
  active: 'in progress',
  done: 'done',
  stopped: 'stopped',
};

/** Four steps in a row; a new amount or time slides in under its step. */
export function Rail({ steps }: { readonly steps: readonly RailStep[] }) {
  return (
    <ol className={styles.rail}>
      {steps.map((step) => (
        <li
          key={step.id}
          className={styles.step}
          data-state={step.state}
          data-tone={step.tone}
          data-step={step.id}
        >
          <span className={styles.mark} aria-hidden="true">
            {step.state === 'done' && <CheckIcon size={16} />}
            {step.state === 'stopped' && <CloseIcon size={14} />}
          </span>
          <span className={styles.label}>{step.label}</span>
          <span className={styles.spoken}>, {STATE_TEXT[step.state]}</span>
          <span className={styles.facts} key={`${step.label} ${step.amount?.amountMinor}`}>
            {step.amount !== undefined && <Amount value={step.amount} />}
            {step.at != null && (
              <time dateTime={step.at} title={exactTime(step.at)} className={styles.time}>
                {shortTime(step.at)}
              </time>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
