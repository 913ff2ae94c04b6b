/** What stands by hand above the generated part of a page; everything below the marker is made anew. */
export const MARKER =
  '<!-- generated from the code below this line; renew with: npx vitest run --project unit tools/docs -u -->';
