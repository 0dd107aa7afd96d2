/** A workload whose SDK has an environment. */
export function sdkExample(env: Readonly<Record<string, string>>): string {
  const entries = Object.entries(env).map(
    ([name, value]) => `            - name: ${name}\n              value: "${value}"\n`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
spec:
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: cart
          image: registry.example.com/cart:1.4.2
          env:
${entries.join('')}`;
}
