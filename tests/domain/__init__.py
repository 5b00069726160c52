"""The rules of the product, without any adapter."""
