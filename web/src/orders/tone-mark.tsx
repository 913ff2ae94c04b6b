import {
  AlertIcon,
  BoxIcon,
  CheckIcon,
  ClockIcon,
  CloseIcon,
  HandIcon,
  InfoIcon,
  ReturnIcon,
} from '../shared/icons.js';
import type { Tone } from './rail.js';
import styles from './tone-mark.module.css';

const ICONS = {
  waiting: ClockIcon,
  authorized: HandIcon,
  captured: CheckIcon,
  partly: BoxIcon,
  neutral: InfoIcon,
  refunded: ReturnIcon,
  failed: CloseIcon,
  attention: AlertIcon,
} satisfies Record<Tone, unknown>;

/** A round mark in the status color, always next to the status text. */
export function ToneMark({ tone, size }: { readonly tone: Tone; readonly size: number }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.mark} data-tone={tone} style={{ width: size, height: size }} aria-hidden="true">
      <Icon size={size * 0.58} />
    </span>
  );
}
