import type { ReactNode } from 'react';

/** A 20 × 20 line icon. Hidden from screen readers, because it always has a text or label next to it. */
function icon(shape: ReactNode) {
  return function Icon({ size = 20 }: { readonly size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {shape}
      </svg>
    );
  };
}

export const CartIcon = icon(
  <>
    <path d="M5 7h10.5l-.9 8.2a1.5 1.5 0 0 1-1.5 1.3H6.9a1.5 1.5 0 0 1-1.5-1.3z" />
    <path d="M7.5 9V6a2.5 2.5 0 0 1 5 0v3" />
  </>,
);
export const PersonIcon = icon(
  <>
    <circle cx="10" cy="7" r="3.2" />
    <path d="M4 16.5c.6-3.2 3-4.8 6-4.8s5.4 1.6 6 4.8" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="9" cy="9" r="5.2" />
    <path d="m13 13 3.5 3.5" />
  </>,
);
export const CheckIcon = icon(<path d="m4.5 10.5 3.5 3.5 7.5-8" />);
export const CloseIcon = icon(<path d="m5.5 5.5 9 9m0-9-9 9" />);
export const PlusIcon = icon(<path d="M10 5v10M5 10h10" />);
export const MinusIcon = icon(<path d="M5 10h10" />);
export const ClockIcon = icon(
  <>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 6.5V10l2.5 1.8" />
  </>,
);
export const LockIcon = icon(
  <>
    <rect x="4.5" y="9" width="11" height="7.5" rx="1.6" />
    <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
  </>,
);
export const AlertIcon = icon(
  <>
    <path d="M10 3.5 17.2 16H2.8z" />
    <path d="M10 8.2v3.6M10 13.9v.1" />
  </>,
);
export const InfoIcon = icon(
  <>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 9.3v3.9M10 6.8v.1" />
  </>,
);
export const BoxIcon = icon(
  <>
    <path d="m10 3 6 3v8l-6 3-6-3V6z" />
    <path d="m4 6 6 3 6-3M10 9v8" />
  </>,
);
export const ReturnIcon = icon(
  <>
    <path d="M7.5 5 4 8.5 7.5 12" />
    <path d="M4 8.5h7.5a4 4 0 0 1 0 8H8" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 3v1.6M10 15.4V17M3 10h1.6M15.4 10H17M5.05 5.05l1.15 1.15M13.8 13.8l1.15 1.15M5.05 14.95l1.15-1.15M13.8 6.2l1.15-1.15" />
  </>,
);
export const MoonIcon = icon(<path d="M15.8 11.7A6.3 6.3 0 0 1 8.3 4.2a6.3 6.3 0 1 0 7.5 7.5z" />);
export const CardIcon = icon(
  <>
    <rect x="3" y="5" width="14" height="10.5" rx="1.8" />
    <path d="M3 8.5h14M6 12.5h3" />
  </>,
);
export const OfflineIcon = icon(
  <>
    <path d="M3.5 8.5a9.5 9.5 0 0 1 13 0M6 11.3a6 6 0 0 1 8 0M8.6 13.9a2.2 2.2 0 0 1 2.8 0" />
    <path d="m4 4 12 12" />
  </>,
);
export const LiveIcon = icon(
  <>
    <circle cx="10" cy="10" r="2" fill="currentColor" stroke="none" />
    <path d="M6.2 13.8a5.4 5.4 0 0 1 0-7.6M13.8 6.2a5.4 5.4 0 0 1 0 7.6" />
  </>,
);
export const TrashIcon = icon(<path d="M4.5 6h11M8 6V4.5h4V6M6 6l.7 9.5h6.6L14 6" />);
export const HandIcon = icon(
  <>
    <rect x="4" y="4" width="12" height="12" rx="6" />
    <path d="M8.2 7.5v5M11.8 7.5v5" />
  </>,
);
