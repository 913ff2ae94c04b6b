import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { IdentityProviderDocument, type IdentityProviderQuery } from '../../generated/graphql.js';
import { beginJourney } from './provider-journey.js';

/** "Sign in with …"; renders nothing without an identity provider or while it is unreachable. */
export function ProviderButton({ next }: { readonly next: string }) {
  const client = useApolloClient();
  const [provider, setProvider] = useState<IdentityProviderQuery['identityProvider']>();
  useEffect(() => {
    // Not `useQuery`: it aborts its request when a fast sign-in leaves the page, which logs a console error.
    const show = ({ data }: { data?: IdentityProviderQuery | undefined }) =>
      setProvider(data?.identityProvider);
    client.query({ query: IdentityProviderDocument }).then(show, () => undefined);
  }, [client]);
  const [isLeaving, setIsLeaving] = useState(false);
  if (provider === null || provider === undefined) return null;
  const leave = async () => {
    setIsLeaving(true);
    location.assign(await beginJourney(provider, next));
  };
  return (
    <Button variant="default" fullWidth loading={isLeaving} onClick={() => void leave()}>
      Sign in with {provider.name}
    </Button>
  );
}
