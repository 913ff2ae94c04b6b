/** The data of one pushed update. An update without data ends the subscription; its query twin tells why. */
export function pushed<T>({ data, error }: { data?: T | null | undefined; error?: Error | undefined }): T {
  if (data == null) throw new Error('The subscription was refused', { cause: error });
  return data;
}
