import { z } from 'zod';

/** An empty value counts as unset, as everywhere. */
const optionalUrl = z.preprocess((given) => (given === '' ? undefined : given), z.url().optional());
const optionalText = z.preprocess((given) => (given === '' ? undefined : given), z.string().optional());

const list = (part: z.ZodType<string, string>) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .transform((entries) => entries.filter((entry) => entry !== ''))
    .pipe(z.array(part));

/** The operator’s own identity provider, in addition to our own accounts; see docs/external-identity.md. */
export const oidcSettings = {
  OIDC_ISSUER: optionalUrl.describe(
    'Issuer whose access tokens are accepted, exactly as in their iss claim; empty: none.',
  ),
  OIDC_AUDIENCE: z
    .string()
    .min(1)
    .default('splitcart')
    .describe('Audience that the aud claim of the issuer’s access tokens must contain.'),
  OIDC_ROLE_CLAIM: z
    .string()
    .min(1)
    .default('realm_access.roles')
    .describe('Claim with a user’s roles; dots separate nested objects.'),
  OIDC_ROLE_MAP: list(
    z.string().regex(/^[^=]+=(SHOPPER|SELLER|OPS|FINANCE|ADMIN)$/, 'must be pairs such as shop-staff=OPS'),
  ).describe('Comma-separated pairs theirs=OURS; empty: role names match ours. No matching role: SHOPPER.'),
  OIDC_SERVICE_CLIENTS: list(z.string()).describe(
    'Comma-separated clients whose tokens without a user act as services, with the token’s scopes.',
  ),
  OIDC_JWKS_URI: optionalUrl.describe('JWKS URL of the issuer; empty: taken from its discovery document.'),
  OIDC_CLIENT_ID: optionalText.describe('Public client of the web app; enables sign-in through the issuer.'),
  OIDC_NAME: z.string().default('single sign-on').describe('Issuer name on the sign-in button.'),
};
