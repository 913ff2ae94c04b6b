const clockTime = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndTime = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' });

/** `14:32` today, `20 Nov, 14:32` on another day. */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  return at.toDateString() === now.toDateString() ? clockTime.format(at) : dayAndTime.format(at);
}

/** Full date and time, for a title attribute. */
export function exactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** Time until a moment: `in 8 s`, `in 3 min`, or `now` once it has passed. */
export function timeUntil(iso: string, now: Date): string {
  const seconds = Math.ceil((new Date(iso).getTime() - now.getTime()) / 1000);
  if (seconds <= 0) return 'now';
  return seconds < 90 ? `in ${seconds} s` : `in ${Math.round(seconds / 60)} min`;
}
