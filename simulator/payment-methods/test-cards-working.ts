import type { TestCard } from './test-card.js';

/** Working cards, by brand and by country (docs.stripe.com/testing#cards). */
export const workingTestCards: readonly TestCard[] = [
  card('4242424242424242', 'visa credit US', 'pm_card_visa', 'pm_card_us'),
  card('4012888888881881', 'visa credit US'),
  card('4000056655665556', 'visa debit US', 'pm_card_visa_debit'),
  card('5555555555554444', 'mastercard credit US', 'pm_card_mastercard'),
  card('2223003122003222', 'mastercard credit US'),
  card('5200828282828210', 'mastercard debit US', 'pm_card_mastercard_debit'),
  card('5105105105105100', 'mastercard prepaid US', 'pm_card_mastercard_prepaid'),
  card('378282246310005', 'amex credit US', 'pm_card_amex', 'pm_card_amex_threeDSecureNotSupported'),
  card('371449635398431', 'amex credit US'),
  card('6011111111111117', 'discover credit US', 'pm_card_discover'),
  card('6011000990139424', 'discover credit US'),
  card('3056930009020004', 'diners credit US', 'pm_card_diners'),
  card('36227206271667', 'diners credit US'),
  card('3566002020360505', 'jcb credit JP', 'pm_card_jcb', 'pm_card_jp'),
  card('6200000000000005', 'unionpay credit CN', 'pm_card_unionpay', 'pm_card_cn'),
  card('4000000760000002', 'visa credit BR', 'pm_card_br'),
  card('4000001240000000', 'visa credit CA', 'pm_card_ca'),
  card('4000004840008001', 'visa credit MX', 'pm_card_mx'),
  card('4000000400000008', 'visa credit AT', 'pm_card_at'),
  card('4000000560000004', 'visa credit BE', 'pm_card_be'),
  card('4000002080000001', 'visa credit DK', 'pm_card_dk'),
  card('4000002500000003', 'visa credit FR', 'pm_card_fr'),
  card('4000002760000016', 'visa credit DE', 'pm_card_de'),
  card('4000003720000005', 'visa credit IE', 'pm_card_ie'),
  card('4000003800000008', 'visa credit IT', 'pm_card_it'),
  card('4000005280000002', 'visa credit NL', 'pm_card_nl'),
  card('4000005780000007', 'visa credit NO', 'pm_card_no'),
  card('4000006160000005', 'visa credit PL', 'pm_card_pl'),
  card('4000006200000007', 'visa credit PT', 'pm_card_pt'),
  card('4000007240000007', 'visa credit ES', 'pm_card_es'),
  card('4000007520000008', 'visa credit SE', 'pm_card_se'),
  card('4000007560000009', 'visa credit CH', 'pm_card_ch'),
  card('4000008260000000', 'visa credit GB', 'pm_card_gb'),
  card('4000000360000006', 'visa credit AU', 'pm_card_au'),
  card('4000003440000004', 'visa credit HK', 'pm_card_hk'),
  card('4000005540000008', 'visa credit NZ', 'pm_card_nz'),
  card('4000007020000003', 'visa credit SG', 'pm_card_sg'),
];

function card(number: string, kind: string, ...tokens: string[]): TestCard {
  const [brand = '', funding, country = ''] = kind.split(' ');
  return {
    number,
    brand,
    funding: funding === 'debit' || funding === 'prepaid' ? funding : 'credit',
    country,
    tokens,
    ...(brand === 'amex' ? { authentication: 'unsupported' } : {}),
  };
}
