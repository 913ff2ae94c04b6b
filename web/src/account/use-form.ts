import { useState, type FormEvent } from 'react';
import type { NoticeTone } from '../shared/notice.js';

/** Why a form could not be submitted, as shown to the user; the code is small print. */
export interface Failure {
  readonly tone: NoticeTone;
  readonly title: string;
  readonly text?: string;
  readonly code?: string;
}

export const UNREACHABLE: Failure = {
  tone: 'attention',
  title: 'We can’t reach the shop',
  text: 'Check your connection and try again.',
};

/** A `UserError` of the API as a failure. */
export function failureOf({ message, code }: { readonly message: string; readonly code: string }): Failure {
  return { tone: 'failed', title: message, code };
}

type Texts<Field extends string> = Readonly<Record<Field, string>>;
type Errors<Field extends string> = Readonly<Partial<Record<Field, string>>>;

interface FormOptions<Field extends string> {
  readonly initial: Texts<Field>;
  /** Finds obvious errors; the API has the final say. */
  readonly check: (values: Texts<Field>) => Errors<Field>;
  /** Undefined on success. */
  readonly send: (values: Texts<Field>) => Promise<Failure | undefined>;
}

/** State of a form: values, field errors and the result of the last submission. */
export function useForm<Field extends string>({ initial, check, send }: FormOptions<Field>) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors<Field> | undefined>();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const found = check(values);
    setErrors(found);
    setFailure(undefined);
    const [first] = Object.keys(found);
    if (first !== undefined) {
      form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    setIsBusy(true);
    const failed = await send(values).catch(() => UNREACHABLE);
    setIsBusy(false);
    setFailure(failed);
  };

  return {
    isBusy,
    failure,
    submit,
    clear: () => setValues(initial),
    field: (name: Field) => ({
      name,
      value: values[name],
      error: errors?.[name],
      disabled: isBusy,
      onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
        const { value } = event.currentTarget;
        setValues((before) => ({ ...before, [name]: value }));
        setErrors(undefined);
      },
    }),
  };
}
