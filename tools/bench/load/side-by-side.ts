/** Runs `work` for each item in order with limited concurrency; the first failure rejects. */
export async function sideBySide<In, Out>(
  many: readonly In[],
  atOnce: number,
  work: (one: In, index: number) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  const waiting = many.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of waiting) done[index] = await work(one, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, worker));
  return done;
}
