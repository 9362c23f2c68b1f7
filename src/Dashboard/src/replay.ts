// The same item outside of the campaign: the command that computes it again, and the same pair in PyTorch.
import { exact } from "./format";
import type { ArchitectureSpec, Item, Specification, TaskSpec } from "./types";

/** `ownTask`: the command names a file with what stands behind `task:` in the campaign file. */
export interface Replay { command: string; ownTask: boolean; python: string | null }

const shipped = ["mnist", "iris", "wine", "breast-cancer", "digits"];
const quoted = (text: string) => /^[\w.,:/=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** How an item is replayed. */
export function replay(spec: Specification, item: Item): Replay {
  // Tasks vary slowest, then architectures, L2, momenta, epsilons; η fastest.
  let rest = Math.floor(item.cell / spec.learningRates.length);
  const take = (number: number) => { const place = rest % number; rest = Math.floor(rest / number); return place; };
  take(1 + (spec.furtherEpsilons?.length ?? 0));
  take(Math.max(1, spec.momenta?.length ?? 0));
  take(spec.l2.length);
  const architecture = spec.architectures[take(spec.architectures.length)];
  const task = [spec.task, ...spec.furtherTasks ?? []][rest];
  const { perturbation } = spec;
  const isShipped = shipped.includes(task.name) && !Object.values(task).some((value) => typeof value === "object" && value !== null);
  const activation = (architecture.activationText ?? architecture.activation).toLowerCase();
  const scheme = architecture.initialisation.toLowerCase() + (architecture.sigma === undefined ? "" : ` ${exact(architecture.sigma)}`);
  const flags: [string, string | number | null | undefined | false][] = [
    ["--task", isShipped ? task.name : "task.yaml"],
    ["--train", isShipped && task.train], ["--test", isShipped && task.test],
    ...(architecture.layers ? [["--network", architecture.layers] as [string, string]] : [
      ["--hidden", architecture.hidden.length === 0 ? "none" : architecture.hidden.join(",")] as [string, string], ["--activation", architecture.hidden.length > 0 && activation] as [string, string]]),
    ["--no-bias", architecture.noBiases ? "" : null],
    ["--initialisation", scheme],
    ["--loss", spec.loss], ["--momentum", item.momentum || null], ["--eta", exact(item.learningRate)], ["--l2", item.l2 || null],
    ["--epsilon", exact(item.epsilon)], ["--perturbations", perturbation.count], ["--perturb-at", perturbation.at || null], ["--perturb-on", perturbation.on],
    ["--rescale", perturbation.rescale ? "" : null], ["--epochs", spec.epochs], ["--seed", item.seed],
    ["--tangents", spec.tangents || null], ["--hessian-every", spec.hessianEvery || null], ["--attribution-every", spec.attributionEvery || null],
    ...(spec.observe ?? []).map((name) => ["--observe", name] as [string, string]),
    ["--out", "pair.h5"],
  ];
  const command = "chaos pair " + flags.filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([flag, value]) => value === "" ? flag : `${flag} ${quoted(String(value))}`).join(" ");
  return { command, ownTask: !isShipped, python: python(spec, task, architecture, activation, item) };
}

// The section "A pair replayed in PyTorch" of docs/python.md, with the numbers of the item.
function python(spec: Specification, task: TaskSpec, architecture: ArchitectureSpec, activation: string, item: Item): string | null {
  const function_ = ({ tanh: "torch.tanh", sigmoid: "torch.sigmoid", relu: "torch.relu" } as Record<string, string>)[activation];
  const { at, rescale, count } = spec.perturbation;
  if (architecture.layers || !function_ || at || rescale || count < 1 || (spec.loss && spec.loss !== "cross-entropy")) return null;
  const layers = architecture.hidden.length + 1;
  const per = architecture.noBiases ? 1 : 2;
  const affine = (input: string, l: number) => `${input} @ w[${per * l}].transpose(1, 2)${per === 2 ? ` + w[${per * l + 1}][:, None]` : ""}`;
  const forward = architecture.hidden.map((_, l) => `    x${l + 1} = ${function_}(${affine(l === 0 ? "x" : `x${l}`, l)})`);
  const data = task.name === "mnist" && !task.idx
    ? `def idx(name, skip):
    with gzip.open("data/mnist/" + name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=skip)

x = torch.tensor(idx("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)[:${task.train ?? "None"}] / 255.0)
y = torch.tensor(idx("train-labels-idx1-ubyte.gz", 8)[:${task.train ?? "None"}].astype(np.int64))`
    : `x, y = ...  # the training samples of ${task.name}: float64 [samples, features], int64 [samples]`;
  return `# ${spec.name}, item ${item.item}: first the command above; then, from the folder that data/ is in:
import gzip
import h5py
import numpy as np
import torch

eta, epochs, momentum, l2 = ${exact(item.learningRate)}, ${spec.epochs}, ${exact(item.momentum)}, ${exact(item.l2)}
with h5py.File("pair.h5", "r") as file:
    copies = len(file["initial"])
    # ${per === 2 ? "Weight, bias, weight, bias" : "Weights"} from the input on; a weight is [out, in].
    w = [torch.tensor(np.stack([file[f"initial/{c}/{k}"][:] for c in range(copies)]), requires_grad=True) for k in range(${per * layers})]
    recorded = file["distance"][:]

${data}
v = [torch.zeros_like(tensor) for tensor in w]
distance = np.empty((copies - 1, epochs + 1))
for t in range(epochs + 1):
    with torch.no_grad():
        distance[:, t] = sum((tensor[1:] - tensor[:1]).abs().flatten(1).sum(1) for tensor in w)
${forward.join("\n")}${forward.length > 0 ? "\n" : ""}    logits = ${affine(layers === 1 ? "x" : `x${layers - 1}`, layers - 1)}
    loss = sum(torch.nn.functional.cross_entropy(copy, y) for copy in logits)${item.l2 ? `
    loss = loss + 0.5 * l2 * sum((tensor ** 2).sum() for tensor in w[::${per}])` : ""}
    gradients = torch.autograd.grad(loss, w)
    with torch.no_grad():
        for tensor, velocity, gradient in zip(w, v, gradients):
            velocity.mul_(momentum).add_(gradient)
            tensor -= eta * velocity
# Sums have another order here, so the last bits differ, and where training is chaotic they part for good.
print(np.max(np.abs(distance[:, :10] / recorded[:, :10] - 1)))
`;
}
