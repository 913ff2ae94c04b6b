import { z } from 'zod';

/** An empty value is "not set", as everywhere. */
const optionalUrl = z.preprocess((given) => (given === '' ? undefined : given), z.url().optional());
const optionalText = z.preprocess((given) => (given === '' ? undefined : given), z.string().optional());

const list = (part: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .transform((entries) => entries.filter((entry) => entry !== ''))
    .pipe(z.array(part));

/** An identity provider of the operator's own, beside our own accounts; see docs/external-identity.md. */
export const oidcSettings = {
  OIDC_ISSUER: optionalUrl.describe(
    'Issuer whose access tokens are accepted, exactly as their iss says; empty: none.',
  ),
  OIDC_AUDIENCE: z
    .string()
    .min(1)
    .default('splitcart')
    .describe('What aud of an access token of the issuer has to name.'),
  OIDC_ROLE_CLAIM: z
    .string()
    .min(1)
    .default('realm_access.roles')
    .describe('Claim with the roles of a person; dots lead into objects.'),
  OIDC_ROLE_MAP: list(
    z.string().regex(/^[^=]+=(SHOPPER|SELLER|OPS|FINANCE|ADMIN)$/, 'must be pairs such as shop-staff=OPS'),
  ).describe('Comma-separated pairs theirs=OURS; empty: their names are ours. No role: SHOPPER.'),
  OIDC_SERVICE_CLIENTS: list(z.string()).describe(
    'Comma-separated clients whose tokens without a person are services with the scopes of the token.',
  ),
  OIDC_JWKS_URI: optionalUrl.describe('Key set of the issuer; empty: as its discovery document says.'),
  OIDC_CLIENT_ID: optionalText.describe(
    'Public client of the web app; with it the shop offers to sign in there.',
  ),
  OIDC_NAME: z.string().default('single sign-on').describe('Name of the issuer on the button of the shop.'),
};
