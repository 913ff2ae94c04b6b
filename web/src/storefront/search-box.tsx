import { CloseButton, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { SearchIcon } from '../shared/icons.js';
import { storefrontPath } from './storefront-path.js';

/** Long enough not to ask for every letter, short enough to feel direct. */
const TYPING_PAUSE_MS = 250;

/** Searches as one types on the storefront; from another page it goes there on Enter. */
export function SearchBox() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const inUrl = params.get('q') ?? '';
  const [text, setText] = useState(inUrl);
  const input = useRef<HTMLInputElement>(null);
  const go = (search: string, replace: boolean) =>
    void navigate(storefrontPath({ search, sellerId: params.get('seller') ?? '' }), { replace });

  // Back, forward and "clear the search" change the address; the box follows.
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
        aria-label="Search all sellers"
        placeholder="Search all sellers"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<SearchIcon />}
        rightSection={
          text !== '' && (
            <CloseButton
              aria-label="Clear the search"
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
