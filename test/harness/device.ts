import { once } from 'node:events';
import WebSocket from 'ws';

import { atEndOfFile } from './cleanup.js';

/** The response to one request. */
export interface Answered {
  readonly status: number;
  readonly data: Record<string, Record<string, unknown> | null> | null | undefined;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly setCookie: string;
}

/** A user's browser: keeps the refresh cookie and the access token as our web app does. */
export class Device {
  readonly apiUrl: string;
  cookie = '';
  accessToken: string | null = null;

  constructor(apiUrl: string) {
    this.apiUrl = apiUrl;
  }

  /** A second browser with a copy of the cookie: an attacker's, or another tab. */
  copy(): Device {
    const copied = new Device(this.apiUrl);
    copied.cookie = this.cookie;
    copied.accessToken = this.accessToken;
    return copied;
  }

  async send(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const authorization = this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` };
    const response = await fetch(`${this.apiUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie, ...authorization, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const setCookie = response.headers.get('set-cookie') ?? '';
    if (setCookie !== '') this.cookie = setCookie.split(';')[0] ?? '';
    const body = (await response.json()) as Partial<Answered>;
    return { status: response.status, data: body.data, errors: body.errors ?? [], setCookie };
  }

  /** Runs a mutation and returns its one result; stores an access token found in it. */
  async result(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await this.send(query, variables, headers);
    const [result] = Object.values(data ?? {});
    if (result === undefined || result === null) throw new Error(errors.map(({ message }) => message).join());
    if (typeof result['accessToken'] === 'string') this.accessToken = result['accessToken'];
    return result;
  }

  /** Opens an acknowledged socket for this user. */
  async openSocket(headers: Record<string, string> = {}): Promise<WebSocket> {
    const socket = new WebSocket(`${this.apiUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers,
    });
    atEndOfFile(() => Promise.resolve(socket.terminate()));
    await once(socket, 'open');
    const authorization = this.accessToken === null ? undefined : `Bearer ${this.accessToken}`;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    const first = await Promise.race([once(socket, 'message'), once(socket, 'close')]);
    if (typeof first[0] === 'number') throw new Error(`closed with ${first[0]}`);
    return socket;
  }
}
