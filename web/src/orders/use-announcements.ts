import { useEffect, useRef, useState } from 'react';
import type { OrderPartsFragment } from '../generated/graphql.js';
import { announcementsOf } from './announcements.js';

/** The newest facts, to be read aloud; nothing is said about what was there when the page opened. */
export function useAnnouncements(order: OrderPartsFragment): string {
  const before = useRef(order);
  const [told, setTold] = useState('');
  useEffect(() => {
    const facts = announcementsOf(before.current, order);
    before.current = order;
    if (facts.length > 0) setTold(facts.join(' '));
  }, [order]);
  return told;
}
