import { CloseButton, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { SearchIcon } from '../shared/icons.js';
import { storefrontPath } from './storefront-path.js';

/** Debounce while typing. */
const TYPING_PAUSE_MS = 250;

/** Searches as you type on the storefront; on other pages Enter opens the results there. */
export function SearchBox() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const inUrl = params.get('q') ?? '';
  const [text, setText] = useState(inUrl);
  const input = useRef<HTMLInputElement>(null);
  const go = (search: string, replace: boolean) =>
    void navigate(storefrontPath({ search, sellerId: params.get('seller') ?? '' }), { replace });

  // Follow changes of the URL: back, forward, "Clear search".
  const [lastInUrl, setLastInUrl] = useState(inUrl);
  if (lastInUrl !== inUrl) {
    setLastInUrl(inUrl);
    if (text.trim() !== inUrl) setText(inUrl);
  }
  useEffect(() => {
    if (pathname !== '/' || text.trim() === inUrl) return undefined;
    const timer = setTimeout(() => go(text, true), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    go(text, pathname === '/');
  };
  return (
    <form role="search" onSubmit={submit}>
      <TextInput
        ref={input}
        type="text"
        enterKeyHint="search"
        aria-label="Search items"
        placeholder="Search items"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<SearchIcon />}
        rightSection={
          text !== '' && (
            <CloseButton
              aria-label="Clear search"
              onClick={() => {
                setText('');
                input.current?.focus();
              }}
            />
          )
        }
      />
    </form>
  );
}
