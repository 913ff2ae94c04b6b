/** Separates the manual part of a page from the generated part below. */
export const MARKER =
  '<!-- generated from the code below this line; renew with: npx vitest run --project unit tools/docs -u -->';
