// Keeps a place that breaks from taking the others with it. A class, for React knows no other way.
import { Component, type ReactNode } from "react";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/States";

interface BreakableProps {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}

interface BreakableState {
  isBroken: boolean;
}

export class Breakable extends Component<BreakableProps, BreakableState> {
  static getDerivedStateFromError(): BreakableState {
    return { isBroken: true };
  }

  override state: BreakableState = { isBroken: false };

  override componentDidUpdate({ place }: BreakableProps): void {
    if (this.state.isBroken && place !== this.props.place) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div role="alert">
        <Empty title={m.app.broken}>
          <p>{m.app.brokenHint}</p>
          <Button className="mt-3" onClick={() => location.reload()}>
            {m.app.reload}
          </Button>
        </Empty>
      </div>
    );
  }
}
