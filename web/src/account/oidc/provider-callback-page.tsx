import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { SignInWithProviderDocument } from '../../generated/graphql.js';
import { EmptyState } from '../../shared/empty-state.js';
import { useDocumentTitle } from '../../shared/use-document-title.js';
import { nextPath } from '../account-rules.js';
import { sessionClient } from '../session-client.js';
import { becomeSignedIn } from '../session.js';
import { returnOf, takeJourney } from './provider-journey.js';

const UNREACHABLE = 'We couldn’t reach the shop. Check your connection and sign in again.';

/** Where to go next, or why the sign-in failed. */
type Outcome = { readonly next: string } | { readonly failure: string };

/** Keyed by query string: React may mount the page twice, and a code works once. */
const arrivals = new Map<string, Promise<Outcome>>();

/** The redirect target of the identity provider. */
export function ProviderCallbackPage() {
  useDocumentTitle('Signing in');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const key = params.toString();
    const arrival = arrivals.get(key) ?? arrive(params);
    arrivals.set(key, arrival);
    void arrival.then(async (outcome) => {
      if ('failure' in outcome) setFailure(outcome.failure);
      else await navigate(outcome.next, { replace: true });
    });
  }, [params, navigate]);
  if (failure === undefined) return <p role="status">Signing you in…</p>;
  return (
    <EmptyState
      isPage
      title="You’re not signed in"
      action={
        <Button component={Link} to="/sign-in">
          Sign in again
        </Button>
      }
    >
      {failure}
    </EmptyState>
  );
}

async function arrive(params: URLSearchParams): Promise<Outcome> {
  const returned = returnOf(params, takeJourney());
  if (returned.kind === 'unsolicited')
    return { failure: 'This sign-in wasn’t started in this tab. Please start again.' };
  if (returned.kind === 'denied') return { failure: 'The sign-in was canceled.' };
  const { code, journey } = returned;
  const { codeVerifier, redirectUri, next } = journey;
  const input = { code, codeVerifier, redirectUri };
  const answer = await sessionClient
    .mutate({ mutation: SignInWithProviderDocument, variables: { input } })
    .then(({ data }) => data?.signInWithProvider)
    .catch(() => undefined);
  if (answer === undefined) return { failure: UNREACHABLE };
  if (answer.__typename !== 'SignInSuccess') return { failure: answer.message };
  becomeSignedIn(answer);
  return { next: nextPath(next) };
}
