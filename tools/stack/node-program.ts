/** Flags that every program of ours runs with. */
export const nodeFlags: readonly string[] = [
  '--enable-source-maps',
  // kafkajs computes negative timeouts, which Node 24 corrects and comments on at each one.
  '--disable-warning=TimeoutNegativeWarning',
];

const answerTimeoutMs = 3_000;

/** Whether a GET of this address answers with a 2xx status. */
export async function answersOk(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) }).then(
    (response) => response.ok,
    () => false,
  );
}
