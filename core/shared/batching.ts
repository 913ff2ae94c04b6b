/**
 * Serves many at once: who comes while some are being served is served with the next ones, `most` at a time. Nobody waits for
 * company. `serve` gives a result, or the promise of one, for each item in its place; when it throws, all of them fail.
 */
export function batching<Item, Result>(
  most: number,
  serve: (items: readonly Item[]) => Promise<readonly (Result | PromiseLike<Result>)[]>,
): (item: Item) => Promise<Result> {
  const waiting: { item: Item; served: PromiseWithResolvers<Result> }[] = [];
  let isServing = false;

  const serveWaiting = async (): Promise<void> => {
    isServing = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, most);
      try {
        const results = await serve(taken.map(({ item }) => item));
        for (const [nth, { served }] of taken.entries()) {
          const result = results[nth];
          if (result === undefined) served.reject(new Error('one of those served together got no result'));
          else served.resolve(result);
        }
      } catch (error) {
        for (const { served } of taken) served.reject(error);
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
