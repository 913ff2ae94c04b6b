import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@apollo/client/react';
import { useCallback, useEffect } from 'react';
import { Link, useSearchParams } from 'react-router';
import { AdoptOrderDocument, OwnOrderDocument } from '../generated/graphql.js';
import { orderPath } from '../orders/order-path.js';
import { Notice } from '../shared/notice.js';
import { FailureNotice } from './account-screen.js';
import { useSession } from './session.js';
import { failureOf, UNREACHABLE } from './use-form.js';

/** Query parameter of the link that returns here after registration. */
const KEEP = 'keep';

interface KeepOrderProps {
  readonly orderId: string;
  readonly orderToken: string;
  readonly email: string;
}

/** Offers to save a guest's order to an account; renders nothing once it is saved. */
export function KeepOrder(props: KeepOrderProps) {
  const session = useSession();
  if (props.orderToken === '' || session.kind === 'unknown') return null;
  return session.kind === 'guest' ? <CreateAccount {...props} /> : <Adopt {...props} />;
}

function CreateAccount({ orderId, orderToken, email }: KeepOrderProps) {
  const next = `${orderPath(orderId, orderToken)}&${KEEP}=1`;
  const query = new URLSearchParams({ next, email }).toString();
  return (
    <Notice
      tone="neutral"
      title="Save this order to an account"
      action={
        <Button component={Link} to={`/register?${query}`} variant="default" size="sm">
          Create account
        </Button>
      }
    >
      See it on any device, without this link.
    </Notice>
  );
}

function Adopt({ orderId, orderToken }: KeepOrderProps) {
  const [params] = useSearchParams();
  const own = useQuery(OwnOrderDocument, { variables: { id: orderId }, fetchPolicy: 'network-only' });
  const [adopt, { data, error, loading }] = useMutation(AdoptOrderDocument);
  const add = useCallback(() => {
    // The mutation's own state shows the error.
    adopt({ variables: { input: { orderId, token: orderToken } } }).catch(() => undefined);
  }, [adopt, orderId, orderToken]);
  const isUnclaimed = own.data?.order === null;
  const isWanted = params.get(KEEP) !== null;
  useEffect(() => {
    if (isWanted && isUnclaimed) add();
  }, [isWanted, isUnclaimed, add]);

  const answer = data?.adoptOrder;
  if (answer?.__typename === 'AdoptOrderSuccess') {
    return <Notice tone="captured" title="This order is saved to your account" />;
  }
  if (answer !== undefined) return <FailureNotice failure={failureOf(answer)} />;
  if (error !== undefined) return <FailureNotice failure={UNREACHABLE} />;
  if (!isUnclaimed) return null;
  return (
    <Notice
      tone="neutral"
      title="This order isn’t in your account yet"
      action={
        <Button variant="default" size="sm" loading={loading} onClick={add}>
          Add to my account
        </Button>
      }
    />
  );
}
