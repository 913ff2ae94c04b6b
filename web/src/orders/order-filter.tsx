import { NativeSelect, TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import styles from './orders-page.module.css';
import { STATUS_CHOICES } from './status-words.js';

/** Stores the filter in the URL, where the page reads it: it can be bookmarked and shared. */
export function OrderFilter() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string) => {
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  };
  return (
    <search className={styles.filter}>
      <TextInput
        label="Order number"
        placeholder="K7Q2-M4XD"
        autoComplete="off"
        value={params.get('number') ?? ''}
        onChange={(event) => set('number', event.currentTarget.value)}
      />
      <NativeSelect
        label="Status"
        value={params.get('status') ?? ''}
        onChange={(event) => set('status', event.currentTarget.value)}
        data={STATUS_CHOICES.map(({ value, label }) => ({ value, label }))}
      />
    </search>
  );
}
