import { WebSocket } from 'ws';
import type { ApiClient } from './api-client.js';

/** A frame of the event subscription. */
export interface EventFrame {
  readonly cursor: string;
  readonly type: string | null;
  readonly at: string | null;
  readonly businessDay: string | null;
  readonly subject: { readonly __typename: string; readonly id: string } | null;
}

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: { data?: { events: EventFrame }; errors?: unknown };
}

export interface SocketOptions {
  /** What is asked of each frame. */
  readonly selection?: string;
  /** Called with every frame in place of keeping it. */
  readonly onFrame?: (frame: EventFrame) => void;
}

const everyField = 'cursor type at businessDay subject { __typename id }';

/** One subscription to `events` over graphql-transport-ws, spoken by hand so that its every frame and closing is seen. */
export class LiveSocket {
  /** Every frame, in the order in which it came; bare ones too. */
  readonly frames: EventFrame[] = [];
  readonly closed: Promise<Closing>;
  /** What the server said of the subscription itself: errors, or that it is complete. */
  readonly notices: Message[] = [];
  /** Of the last frame. */
  cursor = '';
  private waiting: (() => void)[] = [];
  private isClosed = false;

  private constructor(
    private readonly socket: WebSocket,
    private readonly options: SocketOptions,
  ) {
    this.closed = new Promise(resolve => {
      socket.once('close', (code, reason) => {
        this.isClosed = true;
        resolve({ code, reason: String(reason) });
        this.wake();
      });
    });
  }

  /** Connects, subscribes after the cursor, and resolves with the first frame, which is a bare cursor. */
  static async open(client: ApiClient, after: string | null = null, options: SocketOptions = {}): Promise<LiveSocket> {
    const socket = new WebSocket(client.server.websocket, 'graphql-transport-ws');
    const live = new LiveSocket(socket, options);
    let first = false;
    socket.on('error', () => undefined);
    socket.on('message', data => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'connection_ack') live.subscribe(after);
      else if (message.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
      else if (message.type === 'next' && message.payload?.data) {
        first = true;
        live.take(message.payload.data.events);
      } else live.notices.push(message);
      live.wake();
    });
    socket.once('open', () => {
      const authorization = client.token === null ? undefined : `Bearer ${client.token}`;
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    });
    await live.until('the first frame', () => first || live.isClosed || live.notices.length > 0);
    if (!first)
      throw new Error(`No subscription: ${JSON.stringify(live.notices)} ${JSON.stringify(await live.ending())}`);
    return live;
  }

  /** The frames that name something that happened. */
  get events(): EventFrame[] {
    return this.frames.filter(frame => frame.type !== null);
  }

  /** Waits until the condition holds, judged after each message; rejects when it has not within the time. */
  async until(what: string, condition: () => boolean, withinMs = 15_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!condition()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Not within ${withinMs} ms: ${what}`);
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Reads nothing more from the network until `resume`: the kernel's buffers fill, then the server's send stalls. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Whether the connection is gone. */
  get isGone(): boolean {
    return this.isClosed;
  }

  async close(): Promise<void> {
    this.socket.close(1000);
    await this.closed;
  }

  /** Drops the connection without a word. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  private subscribe(after: string | null): void {
    const query = `subscription ($after: String) { events(after: $after) { ${this.options.selection ?? everyField} } }`;
    this.socket.send(JSON.stringify({ id: 'events', type: 'subscribe', payload: { query, variables: { after } } }));
  }

  private take(frame: EventFrame): void {
    this.cursor = frame.cursor;
    if (this.options.onFrame) this.options.onFrame(frame);
    else this.frames.push(frame);
  }

  private ending(): Promise<Closing> | undefined {
    return this.isClosed ? this.closed : undefined;
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
