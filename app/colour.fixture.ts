type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** How a vision turns linear RGB, at full severity (Machado, Oliveira and Fernandes 2009). */
export const VISIONS = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>

export type Vision = keyof typeof VISIONS

// Linear RGB to cone responses and these to Lab (Ottosson 2020).
const TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const CONES_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]
const LAB_TO_CONES: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
]
const CONES_TO_RGB: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
]

/** WCAG 2.2 contrast ratio of two colours such as `#0f766e`. */
export function contrast(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** A share of one colour in another, mixed in OKLab as `color-mix(in oklab, …)` does. */
export function mix(colour: string, background: string, share: number): string {
  const [front, back] = [toLab(toLinear(colour)), toLab(toLinear(background))]
  const mixed = front.map(
    (value, index) => value * share + (back[index] ?? 0) * (1 - share),
  ) as unknown as Triple
  const cones = multiply(LAB_TO_CONES, mixed).map((value) => value ** 3) as unknown as Triple
  return toHex(multiply(CONES_TO_RGB, cones))
}

/** Distance of two colours in OKLab, as someone with that vision sees them. */
export function colourDistance(first: string, second: string, vision: Vision): number {
  const seen = [first, second].map((colour) =>
    toLab(multiply(VISIONS[vision], toLinear(colour)).map(clamp) as never),
  )
  const [from, to] = seen as [Triple, Triple]
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2])
}

function luminance(colour: string): number {
  const [red, green, blue] = toLinear(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toLinear(colour: string): Triple {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  return channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as never
}

function toHex(linear: Triple): string {
  const channels = linear
    .map(clamp)
    .map((value) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055))
  return `#${channels
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

function toLab(linear: Triple): Triple {
  return multiply(CONES_TO_LAB, multiply(TO_CONES, linear).map(Math.cbrt) as never)
}

function multiply(matrix: Matrix, [x, y, z]: Triple): Triple {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}
