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

/** Set in the link that leads back here from opening an account for this order. */
const KEEP = 'keep';

interface KeepOrderProps {
  readonly orderId: string;
  readonly orderToken: string;
  readonly email: string;
}

/** Offers an account that takes a guest's order along; says nothing once the account has it. */
export function KeepOrder(props: KeepOrderProps) {
  const session = useSession();
  if (props.orderToken === '' || session.kind === 'unknown') return null;
  return session.kind === 'guest' ? <OpenAccount {...props} /> : <Adopt {...props} />;
}

function OpenAccount({ orderId, orderToken, email }: KeepOrderProps) {
  const next = `${orderPath(orderId, orderToken)}&${KEEP}=1`;
  const query = new URLSearchParams({ next, email }).toString();
  return (
    <Notice
      tone="released"
      title="Keep this order in an account"
      action={
        <Button component={Link} to={`/register?${query}`} variant="default" size="sm">
          Open an account
        </Button>
      }
    >
      Then you find it on every device, without this link.
    </Notice>
  );
}

function Adopt({ orderId, orderToken }: KeepOrderProps) {
  const [params] = useSearchParams();
  const own = useQuery(OwnOrderDocument, { variables: { id: orderId }, fetchPolicy: 'network-only' });
  const [adopt, { data, error, loading }] = useMutation(AdoptOrderDocument);
  const add = useCallback(() => {
    // What goes wrong is shown from the mutation's own state.
    adopt({ variables: { input: { orderId, token: orderToken } } }).catch(() => undefined);
  }, [adopt, orderId, orderToken]);
  const isForeign = own.data?.order === null;
  const isWanted = params.get(KEEP) !== null;
  useEffect(() => {
    if (isWanted && isForeign) add();
  }, [isWanted, isForeign, add]);

  const answer = data?.adoptOrder;
  if (answer?.__typename === 'AdoptOrderSuccess') {
    return <Notice tone="captured" title="This order is in your account" />;
  }
  if (answer !== undefined) return <FailureNotice failure={failureOf(answer)} />;
  if (error !== undefined) return <FailureNotice failure={UNREACHABLE} />;
  if (!isForeign) return null;
  return (
    <Notice
      tone="released"
      title="This order was placed without an account"
      action={
        <Button variant="default" size="sm" loading={loading} onClick={add}>
          Add it to yours
        </Button>
      }
    />
  );
}
