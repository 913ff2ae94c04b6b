/** What goes back over the wire, and how. */
export interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
  /** Milliseconds to wait before answering. */
  afterMs: number;
  /** `hang` never answers; `reset` breaks the connection at once; `reset_mid_body` after half the body. */
  ending: 'complete' | 'hang' | 'reset' | 'reset_mid_body';
}

export function jsonAnswer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, body, headers, afterMs: 0, ending: 'complete' };
}
