import { useEffect, useRef, useState } from 'react';
import type { OrderPartsFragment } from '../generated/graphql.js';
import { announcementsOf } from './announcements.js';

/** The latest announcement for screen readers; the initial state is not announced. */
export function useAnnouncements(order: OrderPartsFragment): string {
  const before = useRef(order);
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const news = announcementsOf(before.current, order);
    before.current = order;
    if (news.length > 0) setAnnouncement(news.join(' '));
  }, [order]);
  return announcement;
}
