import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { IdentityProviderDocument } from '../../generated/graphql.js';
import { beginJourney } from './provider-journey.js';

/** "Sign in with …" where the operator has an identity provider; nothing where there is none, or it is away. */
export function ProviderButton({ next }: { readonly next: string }) {
  const provider = useQuery(IdentityProviderDocument).data?.identityProvider;
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
