/** A use case bound to its ports: the caller passes only the command. */
export function bound<Ports, Input extends readonly unknown[], Answer>(
  useCase: (ports: Ports, ...input: Input) => Answer,
  ports: NoInfer<Ports>,
): (...input: Input) => Answer {
  return (...input) => useCase(ports, ...input);
}
