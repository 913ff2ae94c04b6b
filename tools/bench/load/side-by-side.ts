/** Does the work for each, so many at a time, in order; the first failure ends it. */
export async function sideBySide<In, Out>(
  many: readonly In[],
  atOnce: number,
  work: (one: In, index: number) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  const waiting = many.entries();
  const hand = async (): Promise<void> => {
    for (const [index, one] of waiting) done[index] = await work(one, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, hand));
  return done;
}
