import { expect, test } from 'vitest';

import { CURRENCIES } from '../core/shared/currency.js';
import { formatMoney, money } from '../core/shared/money.js';
import { formatAmount } from '../simulator/panel/html.js';
import { formatMoney as formatInWeb } from '../web/src/shared/money.js';

test.each(CURRENCIES)(
  '$code is written alike by the server, the web app and the simulator’s panel',
  ({ code, stepMinor }) => {
    for (const amountMinor of [stepMinor, 123_400n, 123_450n * stepMinor]) {
      const written = formatMoney(money(amountMinor, code));
      expect(formatInWeb({ amountMinor: amountMinor.toString(), currency: code })).toBe(written);
      expect(formatAmount(Number(amountMinor), code.toLowerCase())).toBe(written);
    }
  },
);
