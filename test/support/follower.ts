import { type ApiClient, eventually } from './api-client.js';
import { type EventFrame, LiveSocket } from './live-socket.js';

/** A reader of events that keeps what each was about, and comes back from its cursor when its subscription ends. */
export class Follower {
  readonly subjects: string[] = [];
  /** What ended a subscription of it: each time it resumed from its cursor. */
  readonly interruptions: string[] = [];
  private cursor: string | null = null;
  private socket: LiveSocket | undefined;

  private constructor(private readonly client: ApiClient) {}

  static async open(client: ApiClient): Promise<Follower> {
    const follower = new Follower(client);
    await follower.connect();
    return follower;
  }

  pause(): void {
    this.socket!.pause();
  }

  /** Reads on until so many events are there. */
  async catchUp(count: number, withinMs = 30_000): Promise<void> {
    this.socket!.resume();
    await eventually(
      `${count} events`,
      async () => {
        if (this.socket!.isGone || this.socket!.notices.length > 0) await this.comeBack();
        return this.subjects.length >= count ? true : undefined;
      },
      withinMs,
    );
  }

  close(): Promise<void> {
    return this.socket!.close();
  }

  private async comeBack(): Promise<void> {
    this.interruptions.push(JSON.stringify(this.socket!.notices));
    if (!this.socket!.isGone) await this.socket!.cut();
    await this.connect();
  }

  private async connect(): Promise<void> {
    this.socket = await LiveSocket.open(this.client, this.cursor, {
      selection: 'cursor type subject { id }',
      onFrame: frame => this.take(frame),
    });
  }

  private take({ cursor, type, subject }: EventFrame): void {
    this.cursor = cursor;
    if (type !== null) this.subjects.push(subject!.id);
  }
}
