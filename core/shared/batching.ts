/**
 * Batches calls: items that arrive while a batch is being served form the next one, of at most `maxSize` items. No item
 * waits for a batch to fill. `serve` returns a result, or a promise of one, for each item in order; if it throws, the
 * whole batch fails.
 */
export function batching<Item, Result>(
  maxSize: number,
  serve: (items: readonly Item[]) => Promise<readonly (Result | PromiseLike<Result>)[]>,
): (item: Item) => Promise<Result> {
  const waiting: { item: Item; served: PromiseWithResolvers<Result> }[] = [];
  let isServing = false;

  const serveWaiting = async (): Promise<void> => {
    isServing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxSize);
      try {
        const results = await serve(batch.map(({ item }) => item));
        for (const [nth, { served }] of batch.entries()) {
          const result = results[nth];
          if (result === undefined) served.reject(new Error('an item of the batch got no result'));
          else served.resolve(result);
        }
      } catch (error) {
        for (const { served } of batch) served.reject(error);
      }
    }
    isServing = false;
  };

  return (item) => {
    const served = Promise.withResolvers<Result>();
    waiting.push({ item, served });
    if (!isServing) void serveWaiting();
    return served.promise;
  };
}
