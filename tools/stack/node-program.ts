/** Node flags of all our programs. */
export const nodeFlags: readonly string[] = [
  '--enable-source-maps',
  // kafkajs sets negative timeouts, which Node 24 corrects with a warning.
  '--disable-warning=TimeoutNegativeWarning',
];

const answerTimeoutMs = 3_000;

/** Whether a GET of this URL returns a 2xx status. */
export async function answersOk(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
}
