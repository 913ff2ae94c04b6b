/** The data of a pushed update. An update without data ends the subscription; the matching query shows why. */
export function pushed<T>({ data, error }: { data?: T | null | undefined; error?: Error | undefined }): T {
  if (data == null) throw new Error('The subscription was rejected', { cause: error });
  return data;
}
