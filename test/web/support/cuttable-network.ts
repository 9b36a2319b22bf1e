import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire to a server that can be cut, or lose what comes back. */
export class CuttableNetwork {
  private readonly sockets = new Set<Socket>();
  private state: 'WHOLE' | 'CUT' | 'LOSING_ANSWERS' = 'WHOLE';

  private constructor(private readonly listener: Server) {}

  /** Leads to a port of this machine. */
  static async to(port: number): Promise<CuttableNetwork> {
    const listener = createServer();
    const network = new CuttableNetwork(listener);
    listener.on('connection', near => network.join(near, port));
    await new Promise<void>(listening => listener.listen(0, '127.0.0.1', listening));
    return network;
  }

  /** Where it is entered. */
  get port(): string {
    return String((this.listener.address() as AddressInfo).port);
  }

  /** What is under way is dropped without a word, and nothing new gets through. */
  cut(): void {
    this.state = 'CUT';
    for (const socket of this.sockets) socket.destroy();
  }

  /** What is sent arrives; the connection on which something comes back breaks. */
  loseAnswers(): void {
    this.state = 'LOSING_ANSWERS';
  }

  mend(): void {
    this.state = 'WHOLE';
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(closed => this.listener.close(closed));
  }

  private join(near: Socket, port: number): void {
    if (this.state === 'CUT') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', answer => {
      if (this.state === 'WHOLE') near.write(answer);
      else near.destroy();
    });
  }
}
