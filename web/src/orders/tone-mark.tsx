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
  held: HandIcon,
  captured: CheckIcon,
  partly: BoxIcon,
  released: InfoIcon,
  refunded: ReturnIcon,
  failed: CloseIcon,
  attention: AlertIcon,
} satisfies Record<Tone, unknown>;

/** A round mark in the colour of its meaning; the word stands beside it. */
export function ToneMark({ tone, size }: { readonly tone: Tone; readonly size: number }) {
  const Icon = ICONS[tone];
  return (
    <span className={styles.mark} data-tone={tone} style={{ width: size, height: size }} aria-hidden="true">
      <Icon size={size * 0.58} />
    </span>
  );
}
