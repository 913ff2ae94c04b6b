/** A use case with its ports already in its hands: what is left to give is the command. */
export function bound<Ports, Input extends readonly unknown[], Answer>(
  useCase: (ports: Ports, ...input: Input) => Answer,
  ports: NoInfer<Ports>,
): (...input: Input) => Answer {
  return (...input) => useCase(ports, ...input);
}
