import { Button, Modal, Radio, SimpleGrid, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { CancellationReason } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { submitCancellation, reasons } from './submit-cancellation.js';
import type { CancelableMoney } from './cancelable.js';
import { consequenceOf } from './cancelable.js';

interface CancelOrderProps {
  readonly orderId: string;
  readonly orderToken: string;
  readonly money: CancelableMoney;
}

/** Cancels an order before anything is shipped, after asking for the reason. */
export function CancelOrder({ orderId, orderToken, money }: CancelOrderProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="subtle" color="gray" fullWidth className="no-print" onClick={open}>
        Cancel order
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
      <p>{consequenceOf[money]} This can’t be undone.</p>
      <Radio.Group
        label="Reason for canceling"
        value={reason ?? ''}
        onChange={(value) => setReason(reasons.find((reason) => reason.value === value)?.value)}
      >
        <Stack gap={8} mt={8}>
          {reasons.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Comments (optional)"
        description="Our team will read this."
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {failure !== undefined && <Notice tone="failed" title={failure} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Button variant="default" onClick={onKeep}>
          Keep order
        </Button>
        <Button color="red.9" disabled={reason === undefined} loading={isBusy} onClick={() => void submit()}>
          Cancel order
        </Button>
      </SimpleGrid>
    </Stack>
  );
}
