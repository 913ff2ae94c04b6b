/** A reporter that prefixes every line with the seconds since its creation. */
export function progressReport(): (line: string) => void {
  const startedAt = performance.now();
  return (line) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`[${seconds.padStart(6)} s] ${line}`);
  };
}
