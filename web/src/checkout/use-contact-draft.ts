import { useState } from 'react';
import { contactDraft, emptyContact, type ContactField } from './contact.js';

/** What is typed, kept through reloads and lost connections. */
export function useContactDraft() {
  const [contact, setContact] = useState(() => contactDraft.read() ?? emptyContact);
  return {
    contact,
    change: (field: ContactField, value: string) => {
      const next = { ...contact, [field]: value };
      contactDraft.write(next);
      setContact(next);
    },
  };
}
