import { useState } from 'react';
import { contactDraft, emptyContact, type ContactField } from './contact.js';

/** The contact form's values, which survive reloads and connection loss. */
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
