import { Button, Modal, Radio, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { CancellationReason } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { submitCancellation, reasons } from './submit-cancellation.js';
import type { CancelableMoney } from './cancelable.js';
import { consequence } from './cancelable.js';

interface CancelOrderProps {
  readonly orderId: string;
  readonly orderToken: string;
  readonly money: CancelableMoney;
}

/** Cancels an order of which nothing was shipped, after asking why. */
export function CancelOrder({ orderId, orderToken, money }: CancelOrderProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="subtle" color="gray" fullWidth className="no-print" onClick={open}>
        Cancel the order
      </Button>
      <Modal opened={isOpen} onClose={close} title={<strong>Cancel this order?</strong>} centered>
        <CancelForm orderId={orderId} orderToken={orderToken} money={money} onKeep={close} />
      </Modal>
    </>
  );
}

function CancelForm({
  orderId,
  orderToken,
  money,
  onKeep,
}: CancelOrderProps & { readonly onKeep: () => void }) {
  const [reason, setReason] = useState<CancellationReason>();
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async () => {
    if (reason === undefined) return;
    setBusy(true);
    setFailure(await submitCancellation(orderId, { orderToken, reason, note }));
    setBusy(false);
  };
  return (
    <Stack gap="md">
      <p>{consequence[money]} This cannot be undone.</p>
      <Radio.Group
        label="Why?"
        value={reason ?? ''}
        onChange={(value) => setReason(reasons.find((each) => each.value === value)?.value)}
      >
        <Stack gap={8} mt={8}>
          {reasons.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Anything to add?"
        description="Optional; read by the people of the marketplace."
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {failure !== undefined && <Notice tone="failed" title={failure} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Button variant="default" onClick={onKeep}>
          Keep the order
        </Button>
        <Button color="red.9" disabled={reason === undefined} loading={isBusy} onClick={() => void submit()}>
          Cancel the order
        </Button>
      </SimpleGrid>
    </Stack>
  );
}
