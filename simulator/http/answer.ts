/** The response, and how it is sent. */
export interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
  /** Milliseconds to wait before sending it. */
  afterMs: number;
  /** `hang` never sends it; `reset` resets the connection at once; `reset_mid_body` after half the body. */
  ending: 'complete' | 'hang' | 'reset' | 'reset_mid_body';
}

export function jsonAnswer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, body, headers, afterMs: 0, ending: 'complete' };
}
