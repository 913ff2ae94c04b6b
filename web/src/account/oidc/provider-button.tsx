import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { IdentityProviderDocument, type IdentityProviderQuery } from '../../generated/graphql.js';
import { beginJourney } from './provider-journey.js';

/** "Sign in with …" where the operator has an identity provider; nothing where there is none, or it is away. */
export function ProviderButton({ next }: { readonly next: string }) {
  const client = useApolloClient();
  const [provider, setProvider] = useState<IdentityProviderQuery['identityProvider']>();
  useEffect(() => {
    // Not `useQuery`: whoever signs in at once leaves while the answer is awaited, and a request that is cut off then is a
    // fault in the console.
    const take = ({ data }: { data?: IdentityProviderQuery | undefined }) =>
      setProvider(data?.identityProvider);
    client.query({ query: IdentityProviderDocument }).then(take, () => undefined);
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
