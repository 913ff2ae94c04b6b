import { Button } from '@mantine/core';
import { useState } from 'react';

interface ReceiptButtonProps {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly orderToken: string;
}

/** Fetches the receipt by script: the order token belongs in a header, never in a URL. */
export function ReceiptButton({ orderId, orderNumber, orderToken }: ReceiptButtonProps) {
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const download = async () => {
    setState('busy');
    try {
      const answer = await fetch(`/api/v1/orders/${orderId}/receipt.pdf`, {
        headers: { 'order-token': orderToken },
      });
      if (!answer.ok) throw new Error(`The receipt request failed with status ${answer.status}`);
      save(await answer.blob(), `receipt-${orderNumber}.pdf`);
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <div className="no-print">
      <Button variant="default" fullWidth loading={state === 'busy'} onClick={() => void download()}>
        Download receipt
      </Button>
      {state === 'failed' && <p role="alert">We couldn’t load the receipt. Try again in a moment.</p>}
    </div>
  );
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
