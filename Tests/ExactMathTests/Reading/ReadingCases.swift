import Testing

/// A text and what the reader should make of it, as ``summary(_:)`` tells it.
struct ReadingCase: Sendable, CustomTestStringConvertible {
  let text: String
  let summary: String

  var testDescription: String { text }

  /// Whether the text is a formula that reads the same inside another: no words, no delimiters, no error.
  var isFormula: Bool {
    !summary.hasPrefix("!") && !summary.contains("#") && !summary.contains("\"") && !summary.contains("variable_or_")
      && !summary.contains("choice") && !text.contains("$") && !text.hasPrefix("{") && !text.contains("sinx")
  }
}

/// Forms that answers take, each with its tree; `=>>` separates the two.
enum ReadingCases {
  static let all: [ReadingCase] = (table + "\n" + forms).split(separator: "\n").compactMap { line -> ReadingCase? in
    let halves: [Substring] = line.split(separator: " =>> ", maxSplits: 1)
    guard halves.count == 2 else { return nil }
    return ReadingCase(text: String(halves[0]), summary: String(halves[1]))
  }

  private static let table = #"""
    5 =>> 5
    -7 =>> -7
    +3 =>> 3
    0.5 =>> 1/2
    .5 =>> 1/2
    5. =>> 5 #final_period
    1,234 =>> 1234 ?group_or_list (list 1 234) #digit_groups
    1{,}234 =>> 1234 #digit_groups
    1\,234 =>> 1234 #digit_groups
    1\!,234 =>> 1234 #digit_groups
    1 234 =>> 1234 #digit_groups
    12,345,678 =>> 12345678 ?group_or_list (list 12 345 678) #digit_groups
    1,23 =>> (list 1 23) ?list_or_decimal 123/100
    1,2,3 =>> (list 1 2 3)
    1e-3 =>> 1/1000
    1.5e3 =>> 1500
    6.02\times10^{23} =>> (* 301/50 (^ 10 23))
    3 \cdot 10^5 =>> (* 3 (^ 10 5))
    3·10⁵ =>> (* 3 (^ 10 5))
    0.\overline{3} =>> 1/3
    0.1\overline{6} =>> 1/6
    0.\dot{3} =>> 1/3
    0.\dot{1}4285\dot{7} =>> 1/7
    0.(3) =>> 1/3
    \frac12 =>> (/ 1 2)
    \frac1{72} =>> (/ 1 72)
    \frac{3}4 =>> (/ 3 4)
    \dfrac{3}{4} =>> (/ 3 4)
    \tfrac{3}{4} =>> (/ 3 4)
    \cfrac{3}{4} =>> (/ 3 4)
    \frac 34 =>> (/ 3 4)
    \frac\pi2 =>> (/ pi 2)
    {1 \over 2} =>> (/ 1 2)
    a \over b =>> (/ a b)
    1/2 =>> (/ 1 2)
    a/b =>> (/ a b)
    a/b/c =>> (/ (/ a b) c)
    1/2x =>> (/ 1 (* 2 x)) ?quotient_or_product (* (/ 1 2) x)
    1/2 x =>> (* (/ 1 2) x) ?quotient_or_product (/ 1 (* 2 x))
    1/2(x+1) =>> (* (/ 1 2) (+ x 1)) ?quotient_or_product (/ 1 (* 2 (+ x 1)))
    x/(2y) =>> (/ x (* 2 y))
    (e^{at}-e^{-at})/2a =>> (/ (+ (^ e (* a t)) (neg (^ e (neg (* a t))))) (* 2 a)) ?quotient_or_product (* (/ (+ (^ e (* a t)) (neg (^ e (neg (* a t))))) 2) a)
    2\frac{1}{2} =>> (+ 2 (/ 1 2)) ?mixed_or_product (* 2 (/ 1 2)) #mixed_number
    2\frac12 =>> (+ 2 (/ 1 2)) ?mixed_or_product (* 2 (/ 1 2)) #mixed_number
    1 1/2 =>> (+ 1 (/ 1 2)) #mixed_number
    1½ =>> (+ 1 (/ 1 2)) #mixed_number
    ½ =>> (/ 1 2)
    33\frac13\% =>> (unit[%] (+ 33 (/ 1 3))) ?mixed_or_product (* 33 (unit[%] (/ 1 3))) #mixed_number
    -2\frac{1}{2} =>> (neg (+ 2 (/ 1 2))) ?mixed_or_product (neg (* 2 (/ 1 2))) #mixed_number
    2\frac{3}{2} =>> (* 2 (/ 3 2))
    5\% =>> (unit[%] 5)
    50 percent =>> (unit[%] 50)
    50\text{ percent} =>> (unit[%] 50)
    12.5% =>> (unit[%] 25/2)
    \sqrt{2} =>> (squareRoot 2)
    \sqrt2 =>> (squareRoot 2)
    \sqrt[3]{5} =>> (root 5 3)
    \sqrt[n]{x} =>> (root x n)
    \sqrt x =>> (squareRoot x)
    \sqrt{x^2+1} =>> (squareRoot (+ (^ x 2) 1))
    √2 =>> (squareRoot 2)
    √(x+1) =>> (squareRoot (+ x 1))
    ∛8 =>> (root 8 3)
    2√3 =>> (* 2 (squareRoot 3))
    \sqrt(2) =>> (squareRoot 2)
    sqrt(2) =>> (squareRoot 2)
    sqrt2 =>> (squareRoot 2)
    \binom{n}{k} =>> (binomial n k)
    \dbinom52 =>> (binomial 5 2)
    {n \choose k} =>> (binomial n k)
    {}_nC_k =>> (binomial n k)
    _5P_2 =>> (permutations 5 2)
    \pi =>> pi
    \pi r^2 =>> (* pi (^ r 2))
    2πr =>> (* 2 pi r)
    e =>> e
    e^x =>> (^ e x)
    e^{i\pi} =>> (^ e (* i pi))
    i =>> i
    \infty =>> inf
    -\infty =>> (neg inf)
    ∞ =>> inf
    \sin x =>> (sine x)
    \sin 2x =>> (sine (* 2 x))
    \sin^2 x =>> (^ (sine x) 2)
    \sin^{-1} x =>> (arcsine x)
    \sin^2 x + \cos^2 x =>> (+ (^ (sine x) 2) (^ (cosine x) 2))
    \sin x \cos y =>> (* (sine x) (cosine y))
    \sin(x+1) =>> (sine (+ x 1))
    \sin\left(\frac{x}{2}\right) =>> (sine (/ x 2))
    \sin\frac{x}{2} =>> (sine (/ x 2))
    \sin x / 2 =>> (/ (sine x) 2) ?argument_reach (sine (/ x 2))
    \cos 36^\circ =>> (cosine (unit[°] 36))
    \tan^{-1}(1) =>> (arctangent 1)
    \arcsin{\frac{1}{2}} =>> (arcsine (/ 1 2))
    \arctan 2 =>> (arctangent 2)
    \sinh x =>> (hyperbolicSine x)
    \operatorname{arcosh} 2 =>> (inverseHyperbolicCosine 2)
    arcsin(1/2) =>> (arcsine (/ 1 2))
    sin(x) =>> (sine x)
    sinx =>> (sine x)
    xsin(x) =>> (* x (sine x))
    cos^2(x) =>> (^ (cosine x) 2)
    \log 2 =>> (logarithm 2)
    \log_2 8 =>> (logarithmToBase 8 2)
    \log_{10}250 =>> (logarithmToBase 250 10)
    \log_2 3 \log_3 4 =>> (* (logarithmToBase 3 2) (logarithmToBase 4 3))
    \lg 5 =>> (logarithmToBase 5 10)
    \ln 2 =>> (naturalLogarithm 2)
    \ln|x| =>> (naturalLogarithm (absoluteValue x))
    \ln x^2 =>> (naturalLogarithm (^ x 2))
    \ln(x)^2 =>> (^ (naturalLogarithm x) 2)
    \log_{\sqrt{2}} x =>> (logarithmToBase x (squareRoot 2))
    exp(2) =>> (exponential 2)
    \exp(x) =>> (exponential x)
    \exp\left\{-x\right\} =>> (exponential (neg x))
    5! =>> (factorial 5)
    n!! =>> (doubleFactorial n)
    (n-1)! =>> (factorial (+ n -1))
    -3! =>> (neg (factorial 3))
    2^{3!} =>> (^ 2 (factorial 3))
    |x| =>> (absoluteValue x)
    |x-1|+2 =>> (+ (absoluteValue (+ x -1)) 2)
    ||x|-1| =>> (absoluteValue (+ (absoluteValue x) -1))
    2|x| =>> (* 2 (absoluteValue x))
    \left|\frac{x}{2}\right| =>> (absoluteValue (/ x 2))
    |x||y| =>> (* (absoluteValue x) (absoluteValue y))
    \lvert x \rvert =>> (absoluteValue x)
    \|v\| =>> (norm v)
    \lfloor x \rfloor =>> (floor x)
    \left\lceil\frac{n}{2}\right\rceil =>> (ceiling (/ n 2))
    ⌊x⌋ =>> (floor x)
    floor(x) =>> (floor x)
    \gcd(a,b) =>> (greatestCommonDivisor a b)
    \operatorname{lcm}(4,6) =>> (leastCommonMultiple 4 6)
    \text{lcm}(4,6) =>> (leastCommonMultiple 4 6)
    \max\{3,\pi\} =>> (maximum 3 pi)
    \min(a,b) =>> (minimum a b)
    \max_{x \in S} f(x) =>> (series-maximum (in x S) (apply f x)) ?application_or_product (series-maximum (in x S) (* f x))
    17 \bmod 5 =>> (modulo 17 5)
    17 mod 5 =>> (modulo 17 5)
    a \equiv b \pmod{m} =>> (mod a b m)
    x \equiv 3 (\bmod 7) =>> (mod x 3 7)
    x \equiv 1 \mod 5 =>> (mod x 1 5)
    5 \pmod 7 =>> (mod 5 7)
    x^2 =>> (^ x 2)
    x^{10} =>> (^ x 10)
    x^10 =>> (^ x 10) #unbraced_exponent
    2^10 =>> (^ 2 10) #unbraced_exponent
    x^{-1} =>> (^ x -1)
    x^-1 =>> (^ x -1)
    x^{y^z} =>> (^ x (^ y z))
    9^{9^{9^9}} =>> (^ 9 (^ 9 (^ 9 9)))
    2^3^2 =>> (^ 2 (^ 3 2))
    x^(2/3) =>> (^ x (/ 2 3))
    x**2 =>> (^ x 2)
    x² =>> (^ x 2)
    x⁻¹ =>> (^ x -1)
    10⁻³ =>> (^ 10 -3)
    (x+1)^2 =>> (^ (+ x 1) 2)
    -2^2 =>> (neg (^ 2 2))
    (-2)^2 =>> (^ -2 2)
    e^{-x} =>> (^ e (neg x))
    x_1 =>> x_1
    x_{12} =>> x_12
    x_1^2 =>> (^ x_1 2)
    x^2_1 =>> (^ x_1 2)
    \lambda_{\text{red}} =>> lambda_red
    a_{n+1} =>> a_n+1
    x₁ =>> x_1
    C_1 e^{t} =>> (* C_1 (^ e t))
    2xy =>> (* 2 x y)
    ab =>> (* a b)
    abc =>> (* a b c)
    2(x+1) =>> (* 2 (+ x 1))
    (x+1)(x-1) =>> (* (+ x 1) (+ x -1))
    x(x+1) =>> (* x (+ x 1))
    f(x) =>> (apply f x) ?application_or_product (* f x)
    f(x+1) =>> (apply f (+ x 1)) ?application_or_product (* f (+ x 1))
    f'(x) =>> (apply f' x)
    f^{-1}(x) =>> (apply inverse:f x)
    y(t) =>> (apply y t) ?application_or_product (* y t)
    n(n-1) =>> (* n (+ n -1))
    k(k) =>> (* k k) ?product_or_application (apply k k)
    g(x, y) =>> (apply g x y) ?application_or_product (* g (tuple x y))
    P(A) =>> (apply P A) ?application_or_product (* P A)
    \Gamma(1/2) =>> (gamma (/ 1 2))
    \Gamma\left(\frac{1}{2}\right) =>> (gamma (/ 1 2))
    \zeta(3) =>> (zeta 3)
    \zeta(\frac12) =>> (zeta (/ 1 2))
    \Phi(1.5) =>> (apply Phi 3/2)
    \varphi(10) =>> (apply phi 10)
    T(2n) =>> (apply T (* 2 n)) ?application_or_product (* T (* 2 n))
    T(2n)/T(n) =>> (/ (apply T (* 2 n)) (apply T n))
    N(N-1) =>> (* N (+ N -1))
    \operatorname{Var}(X) =>> (apply Var X)
    \sum_{k=1}^{n} k^2 =>> (series-sum k 1 n (^ k 2))
    \sum_{i=0}^\infty x^i =>> (series-sum i 0 inf (^ x i))
    \prod_{k=1}^n \frac{k}{k+1} =>> (series-product k 1 n (/ k (+ k 1)))
    \sum_{i=1}^{n} i =>> (series-sum i 1 n i)
    \sum_{k \in S} k =>> (series-sum k (in k S) k)
    \int_0^1 x^2 dx =>> (series-integral x 0 1 (^ x 2))
    \int e^{-x^2} \, dx =>> (series-integral x (^ e (neg (^ x 2))))
    \lim_{x \to 0} \frac{\sin x}{x} =>> (series-limit x 0 (/ (sine x) x))
    \bigcup_{k \in \mathbb{Z}} (2k\pi, 2k\pi+1) =>> (series-union k (in k integers) (interval() (* 2 k pi) (+ (* 2 k pi) 1)))
    \frac{d}{dx} x^2 =>> (derivative (^ x 2) x)
    \frac{dy}{dx} =>> (derivative y x)
    \frac{d^2y}{dx^2} =>> (derivative y x 2)
    \frac{\partial f}{\partial x} =>> (derivative f x)
    1 \pm \sqrt{5} =>> (+ 1 (+- (squareRoot 5)))
    \pm 2 =>> (+- 2)
    x = \frac{-1\pm\sqrt5}{2} =>> (= x (/ (+ -1 (+- (squareRoot 5))) 2))
    a \mp b =>> (+ a (-+ b))
    1 ± √2 =>> (+ 1 (+- (squareRoot 2)))
    +-3 =>> (+- 3)
    (1,2) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2)
    (1, 2, 3) =>> (tuple 1 2 3)
    (2,1) =>> (tuple 2 1)
    (-\infty, 3) =>> (interval() (neg inf) 3)
    (x, y) =>> (tuple x y) ?pair_or_interval (interval() x y)
    (1,2),(3,4) =>> (list (tuple 1 2) (tuple 3 4)) ?pair_or_interval (list (interval() 1 2) (interval() 3 4))
    [1,2] =>> (interval[] 1 2) ?interval_or_array (array 1 2)
    [0,1) =>> (interval[) 0 1)
    (0,1] =>> (interval(] 0 1)
    ]0,1[ =>> (interval() 0 1)
    [0,\infty) =>> (interval[) 0 inf)
    [1,2,3] =>> (array 1 2 3)
    (1;2) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2)
    \langle 1,2\rangle =>> (vector 1 2)
    \left\langle 1,2,3\right\rangle =>> (vector 1 2 3)
    \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} =>> (matrix2x2 1 2 3 4)
    \begin{bmatrix} 1 \\ 2 \end{bmatrix} =>> (matrix2x1 1 2)
    \begin{vmatrix} a & b \\ c & d \end{vmatrix} =>> (determinant (matrix2x2 a b c d))
    \left(\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right) =>> (matrix2x2 1 2 3 4)
    \left[\begin{array}{c}1\\2\end{array}\right] =>> (matrix2x1 1 2)
    \left|\begin{array}{cc}1&2\\3&4\end{array}\right| =>> (determinant (matrix2x2 1 2 3 4))
    \begin{smallmatrix} 1 & 0 \end{smallmatrix} =>> (matrix1x2 1 0)
    \begin{pmatrix} -1/3 \\ 2/3 \end{pmatrix} =>> (matrix2x1 (neg (/ 1 3)) (/ 2 3))
    \mathbf{i} + 2\mathbf{j} =>> (+ vector:i (* 2 vector:j))
    \vec{v} =>> vector:v
    \hat{i} =>> vector:i
    \overrightarrow{AB} =>> vector:AB
    \{1,2\} =>> (set 1 2)
    \{1\} =>> (set 1)
    \left\{ 1, 2, 3 \right\} =>> (set 1 2 3)
    {1,2} =>> (set 1 2)
    \{\} =>> {}
    \emptyset =>> {}
    \varnothing =>> {}
    ∅ =>> {}
    \{x \mid x > 3\} =>> (such-that x (> x 3))
    \{x | x > 3\} =>> (such-that x (> x 3))
    \{ x : x > 0 \} =>> (such-that x (> x 0))
    \{ x \in \mathbb{R} \mid x \neq 0 \} =>> (such-that (in x reals) (!= x 0))
    \{(x,y) \mid x+y=1\} =>> (such-that (tuple x y) (= (+ x y) 1)) ?pair_or_interval (such-that (interval() x y) (= (+ x y) 1))
    \{|x|, 2\} =>> (set (absoluteValue x) 2)
    \mathbb{R} =>> reals
    \mathbb{Z}^+ =>> positive_integers
    \mathbb{R}_{+} =>> positive_reals
    \mathbb{R}^n =>> (^ reals n)
    \R =>> reals
    ℝ =>> reals
    \mathbb{R} \setminus \{0\} =>> (difference reals (set 0))
    \mathbb{R} - \{0, 1\} =>> (difference reals (set 0 1))
    (0,1) \cup (2,3) =>> (union (interval() 0 1) (interval() 2 3))
    (-\infty,-1)\cup[2,\infty) =>> (union (interval() (neg inf) -1) (interval[) 2 inf))
    A \cup B \cap C =>> (intersection (union A B) C)
    [0,1]\cap[1/2,2] =>> (intersection (interval[] 0 1) (interval[] (/ 1 2) 2))
    \{1\pm\sqrt5,-2\} =>> (set (+ 1 (+- (squareRoot 5))) -2)
    \{1, 2, \ldots, n\} =>> (set 1 2 ... n)
    x = 3 =>> (= x 3)
    x=y=2 =>> (chain[= =] x y 2)
    f(x) = 2x + 1 =>> (= (apply f x) (+ (* 2 x) 1))
    p(2) = 5 =>> (= (apply p 2) 5)
    (a, b) = (1, 2) =>> (= (tuple a b) (tuple 1 2)) ?pair_or_interval (= (interval() a b) (interval() 1 2))
    x = 1 \text{ or } x = 2 =>> (any (= x 1) (= x 2))
    x = 1 or x = 2 =>> (any (= x 1) (= x 2))
    x=1, y=2 =>> (list (= x 1) (= y 2))
    x=1 \text{ and } y=2 =>> (all (= x 1) (= y 2))
    1, 2 and 3 =>> (all 1 2 3)
    1 \text{ or } 2 =>> (any 1 2)
    x < 3 =>> (< x 3)
    1 < x \le 5 =>> (chain[< <=] 1 x 5)
    1 <= x <= 5 =>> (chain[<= <=] 1 x 5)
    x != 3 =>> (!= x 3)
    x \neq 3 =>> (!= x 3)
    x \not= 3 =>> (!= x 3)
    x \geqslant 2 =>> (>= x 2)
    -2x<6 =>> (< (neg (* 2 x)) 6)
    x > 1 \text{ and } x < 3 =>> (all (> x 1) (< x 3))
    x \in (1,2) =>> (in x (interval() 1 2))
    x \in [-2,7] =>> (in x (interval[] -2 7))
    x \in \mathbb{Z} =>> (in x integers)
    x \notin A =>> (notin x A)
    a \approx 3.14 =>> (~= a 157/50)
    a \sim b =>> (~ a b)
    y \propto x^2 =>> (propto y (^ x 2))
    A \subseteq B =>> (subseteq A B)
    a \mid b =>> (divides a b)
    x \to 0 =>> (-> x 0)
    x=1 \implies y=2 =>> (=> (= x 1) (= y 2))
    = 5 =>> 5 #label
    k\pi, k \in \mathbb{Z} =>> (list (* k pi) (in k integers))
    x = 2k\pi, k \text{ is an integer} =>> (list (= x (* 2 k pi)) (in k integers)) #words
    \begin{cases} x=1 \\ y=2 \end{cases} =>> (all (= x 1) (= y 2))
    \begin{cases} x & x>0 \\ -x & \text{otherwise} \end{cases} =>> (cases (if x (> x 0)) (if (neg x) "otherwise"))
    \begin{cases} 1, & \text{if } x>0, \\ 0, & \text{if } x \le 0. \end{cases} =>> (cases (if 1 (> x 0)) (if 0 (<= x 0)))
    \begin{aligned} x &= 1 \\ y &= 2 \end{aligned} =>> (all (= x 1) (= y 2))
    \left\{\begin{array}{l} x+y=1 \\ x-y=2 \end{array}\right. =>> (all (= (+ x y) 1) (= (+ x (neg y)) 2))
    \frac{1}{x}, x \ne 0 =>> (list (/ 1 x) (!= x 0))
    x^2 \text{ for } x > 0 =>> (if (^ x 2) (> x 0))
    5\text{ cm} =>> (unit[cm] 5)
    5 \mathrm{cm} =>> (unit[cm] 5)
    5\mathrm{~cm}^2 =>> (unit[cm^2] 5)
    5 cm =>> (unit[cm] 5) ?variable_or_unit (* 5 c m)
    5cm =>> (unit[cm] 5) ?variable_or_unit (* 5 c m)
    5 cm^2 =>> (unit[cm^2] 5) ?variable_or_unit (* 5 c (^ m 2))
    5~cm =>> (unit[cm] 5) ?variable_or_unit (* 5 c m)
    60 \text{ km/h} =>> (unit[km h^-1] 60)
    60 km/h =>> (unit[km h^-1] 60) ?variable_or_unit (/ (* 60 k m) h)
    9.8 \text{ m/s}^2 =>> (unit[m s^-2] 49/5)
    9.8\,\mathrm{m}\,\mathrm{s}^{-2} =>> (unit[m s^-2] 49/5)
    9.8 \mathrm{m}/\mathrm{s}^2 =>> (unit[m s^-2] 49/5)
    5 \text{ square units} =>> (unit[unit^2] 5)
    5 square feet =>> (unit[ft^2] 5)
    5\text{ m} =>> (unit[m] 5)
    5 m =>> (* 5 m) ?variable_or_unit (unit[m] 5)
    5m =>> (* 5 m) ?variable_or_unit (unit[m] 5)
    5 degrees =>> (unit[°] 5)
    90^\circ =>> (unit[°] 90)
    90° =>> (unit[°] 90)
    90^{\circ} =>> (unit[°] 90)
    30^\circ 15' =>> (+ (unit[°] 30) (unit[′] 15))
    20^\circ C =>> (unit[°C] 20)
    20^\circ\mathrm{C} =>> (unit[°C] 20)
    5 minutes =>> (unit[min] 5)
    5 \text{ min} =>> (unit[min] 5)
    10 \text{ dollars} =>> (unit[$] 10)
    \$5 =>> (unit[$] 5)
    $5 =>> (unit[$] 5)
    \$18.90 =>> (unit[$] 189/10)
    -\$5 =>> (unit[$] -5)
    \$32,\!348 =>> (unit[$] 32348) #digit_groups
    5 apples =>> (unit[apples] 5)
    12 \text{ ways} =>> (unit[ways] 12)
    5 \text{ feet } 3 \text{ inches} =>> (+ (unit[ft] 5) (unit[in] 3))
    2\sqrt{3}\text{ cm} =>> (unit[cm] (* 2 (squareRoot 3)))
    3x \text{ cm} =>> (unit[cm] (* 3 x))
    5\text{ cm} \times 3\text{ cm} =>> (* (unit[cm] 5) (unit[cm] 3))
    -5c =>> (neg (* 5 c))
    3:4 =>> (ratio 3 4)
    1:2:3 =>> (ratio 1 2 3)
    4:30 \text{ p.m.} =>> 4:30pm
    3:30 =>> (ratio 3 30) ?ratio_or_time 3:30
    101_2 =>> 5
    204_{5} =>> 54
    2516_8 =>> 1358
    1A_{16} =>> 26
    12_{\text{five}} =>> 7
    3rd =>> 3 #ordinal
    12^{th} =>> 12 #ordinal
    12^{\text{th}} =>> 12 #ordinal
    seven =>> 7 #number_word
    twenty-five =>> 25 #number_word
    third =>> 3 #ordinal
    Yes =>> "Yes"
    No =>> "No"
    True =>> "True"
    ellipse =>> "ellipse"
    \text{Evelyn} =>> "Evelyn"
    \text{No solution} =>> "No solution"
    Monday =>> "Monday"
    does not exist =>> "does not exist"
    A =>> A ?variable_or_choice choice-A
    \text{(A)} =>> choice-A
    (C) =>> choice-C
    \textbf{(B)} =>> choice-B
    \mathrm{(D)} =>> choice-D
    Option A =>> choice-A #label
    $5$ =>> 5 #delimiters
    $$x+1$$ =>> (+ x 1) #delimiters
    \(x\) =>> x
    \[x=3\] =>> (= x 3)
    $-1$,$2$ =>> (list -1 2) #delimiters
    **73** =>> 73 #markdown
    \boxed{5} =>> 5 #boxed
    \boxed{x=3} =>> (= x 3) #boxed
    \displaystyle\frac{1}{2} =>> (/ 1 2)
    \color{red}{5} =>> 5
    \left( x+1 \right) =>> (+ x 1)
    \bigl( x \bigr) =>> x
    \text{5} =>> 5
    \mathbf{5} =>> 5
    \textbf{12} =>> 12
    5\quad =>> 5
    x\ +\ 1 =>> (+ x 1)
    x+1. =>> (+ x 1) #final_period
    x , y =>> (list x y)
    −5 =>> -5
    3×4 =>> (* 3 4)
    3÷4 =>> (/ 3 4)
    3·4 =>> (* 3 4)
    2⋅x =>> (* 2 x)
    x≤3 =>> (<= x 3)
    x≥3 =>> (>= x 3)
    x≠3 =>> (!= x 3)
    ±2 =>> (+- 2)
    A∪B =>> (union A B)
    x∈ℝ =>> (in x reals)
    θ =>> theta
    α+β =>> (+ alpha beta)
    ２３ =>> 23
    ５＋３ =>> (+ 5 3)
    \\frac{1}{2} =>> (/ 1 2) #doubled_backslash
    \\sqrt{2} =>> (squareRoot 2) #doubled_backslash
    \frac{1}{2 =>> (/ 1 2) #unclosed_brace
    frac{1}{2} =>> (/ 1 2) #missing_backslash
    \text{5 =>> 5 #unclosed_brace
    5} =>> 5 #extra_closing
    \left( 1, 2 \right) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2)
    \left(1, 2) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2)
    \frac{1}{} =>> !malformed missing_argument @8
    \frac{1} =>> !malformed missing_argument @8
    (1 =>> !malformed unbalanced @0
    1) =>> !malformed unbalanced @1
    1+ =>> !malformed unexpected_end @2
    *5 =>> !unreadable unexpected_input @0
    2 3 =>> !unreadable adjacent_numbers @2
    x2 =>> !unreadable adjacent_numbers @1
    \foo =>> !unreadable unknown_command @0
    \sin =>> !malformed missing_argument @0
    \overline{z} =>> bar:z
    \overline{x+iy} =>> (conjugate (+ x (* i y)))
    \bar{x} =>> bar:x
    \Re(z) =>> (realPart z)
    \arg z =>> (argument z)
    \det A =>> (determinant A)
    A^T =>> (^ A T)
    A^{-1} =>> (^ A -1)
    x' =>> x'
    x'' =>> x''
    y' + 2y = 0 =>> (= (+ y' (* 2 y)) 0)
    \hbar\omega =>> (* hbar omega)
    \aleph_0 =>> aleph_0
    \angle ABC =>> (* angle A B C)
    100!/2^{50} =>> (/ (factorial 100) (^ 2 50))
    \frac{100!}{2^{50}} =>> (/ (factorial 100) (^ 2 50))
    2^{2^{2}} =>> (^ 2 (^ 2 2))
    1+2+\cdots+n =>> (+ 1 2 ... n)
    a_1, a_2, \ldots, a_n =>> (list a_1 a_2 ... a_n)
    \frac{\frac{1}{2}}{3} =>> (/ (/ 1 2) 3)
    ((x)) =>> x
    1 + (2 + 3) =>> (+ 1 (+ 2 3))
    a - (b - c) =>> (+ a (neg (+ b (neg c))))
    2 \cdot -3 =>> (* 2 -3)
    --5 =>> 5
    6 \div 2 \times 3 =>> (* (/ 6 2) 3)
    m \mathrm{d}x =>> (* m d x)
    \text{Area} = 5 =>> (= Area 5)
    \text{Si}(2x) =>> (apply Si (* 2 x))
    x \text{ is prime} =>> "x is prime"
    The answer is 5 =>> 5 #label
    0.333... =>> 333/1000 ?digits_or_period 1/3 #truncated_decimal
    3.14159\ldots =>> 314159/100000 #truncated_decimal
    \frac{3}{5} \text{ or } 0.6 =>> (any (/ 3 5) 3/5)
    10^{23} =>> (^ 10 23)
    10^23 =>> (^ 10 23) #unbraced_exponent
    abs(x) =>> (absoluteValue x)
    pi/2 =>> (/ pi 2)
    2pi =>> (* 2 pi)
    inf =>> inf
    -inf =>> (neg inf)
    alpha + beta =>> (+ alpha beta)
    x+y = 1 \\ x-y = 2 =>> (list (= (+ x y) 1) (= (+ x (neg y)) 2))
    \begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix} =>> !malformed ragged_matrix @0
    \begin{foo} 1 \end{foo} =>> !unreadable unknown_environment @0
    \mathcal{F} =>> script:F
    a \wedge b =>> (all a b)
    \lnot p =>> !unreadable unknown_command @0
    x^{\prime} =>> x'
    \tan 15^\circ =>> (tangent (unit[°] 15))
    1 - \cos 2\theta =>> (+ 1 (neg (cosine (* 2 theta))))
    \cos\theta\sin\theta =>> (* (cosine theta) (sine theta))
    \sin^{2}\theta =>> (^ (sine theta) 2)
    \sin 3\pi/4 =>> (/ (sine (* 3 pi)) 4) ?argument_reach (sine (/ (* 3 pi) 4))
    \frac{\sin x}{x} =>> (/ (sine x) x)
    2\sin x\cos x =>> (* 2 (sine x) (cosine x))
    x\sqrt{3} =>> (* x (squareRoot 3))
    \sqrt{3}x =>> (* (squareRoot 3) x)
    \sqrt{3}2 =>> (* (squareRoot 3) 2)
    \pi 2 =>> (* pi 2)
    \sqrt[3]{2}+\sqrt[4]{3} =>> (+ (root 2 3) (root 3 4))
    \left(\frac{3}{5},\frac{8}{3}\right] =>> (interval(] (/ 3 5) (/ 8 3))
    \left( -\infty, \frac{1}{2} \right) \cup \left[ 3, \infty \right) =>> (union (interval() (neg inf) (/ 1 2)) (interval[) 3 inf))
    x^2+y^2=4 =>> (= (+ (^ x 2) (^ y 2)) 4)
    \frac{x^2}{4}+\frac{y^2}{9}=1 =>> (= (+ (/ (^ x 2) 4) (/ (^ y 2) 9)) 1)
    y = -\frac{2}{3}x + 5 =>> (= y (+ (neg (* (/ 2 3) x)) 5))
    \sqrt{3+2\sqrt{2}} =>> (squareRoot (+ 3 (* 2 (squareRoot 2))))
    \frac{-b\pm\sqrt{b^2-4ac}}{2a} =>> (/ (+ (neg b) (+- (squareRoot (+ (^ b 2) (neg (* 4 a c)))))) (* 2 a))
    \frac{1}{\sqrt{2}}c =>> (* (/ 1 (squareRoot 2)) c)
    m^n - m =>> (+ (^ m n) (neg m))
    \cot x =>> (cotangent x)
    \csc\theta =>> (cosecant theta)
    \sec^2\theta =>> (^ (secant theta) 2)
    3^{\log_2 5} =>> (^ 3 (logarithmToBase 5 2))
    \log_{10}(x+1) =>> (logarithmToBase (+ x 1) 10)
    \log_a b =>> (logarithmToBase b a)
    \log(x)/\log(2) =>> (/ (logarithm x) (logarithm 2))
    e^{2\pi i/3} =>> (^ e (/ (* 2 pi i) 3))
    \cos\frac{2\pi}{7} =>> (cosine (/ (* 2 pi) 7))
    \frac{\pi}{2}+k\pi =>> (+ (/ pi 2) (* k pi))
    2\cos^2\theta-1 =>> (+ (* 2 (^ (cosine theta) 2)) -1)
    \tan(x/2) =>> (tangent (/ x 2))
    1-2\sin^2(x) =>> (+ 1 (neg (* 2 (^ (sine x) 2))))
    3x^2-2x+1 =>> (+ (* 3 (^ x 2)) (neg (* 2 x)) 1)
    -x^3 =>> (neg (^ x 3))
    -(x+1) =>> (neg (+ x 1))
    -(-3) =>> 3
    (-1)^n =>> (^ -1 n)
    (-1)^{n+1} =>> (^ -1 (+ n 1))
    \frac{(-1)^n}{n!} =>> (/ (^ -1 n) (factorial n))
    \frac{n!}{k!(n-k)!} =>> (/ (factorial n) (* (factorial k) (factorial (+ n (neg k)))))
    \binom{10}{3}\cdot 2^3 =>> (* (binomial 10 3) (^ 2 3))
    C(n,k) =>> (apply C n k) ?application_or_count (binomial n k)
    2\cdot3\cdot5 =>> (* 2 3 5)
    2*3 =>> (* 2 3)
    2 * x =>> (* 2 x)
    6/2 =>> (/ 6 2)
    x^{1/2} =>> (^ x (/ 1 2))
    x^{\frac{1}{2}} =>> (^ x (/ 1 2))
    \sqrt{\frac{1}{2}} =>> (squareRoot (/ 1 2))
    \sqrt\frac12 =>> (squareRoot (/ 1 2))
    \sqrt[3]{\frac{1}{2}} =>> (root (/ 1 2) 3)
    a^{b}c =>> (* (^ a b) c)
    ab^2c =>> (* a (^ b 2) c)
    x_1x_2 =>> (* x_1 x_2)
    x_1 + x_2 =>> (+ x_1 x_2)
    a_{1,2} =>> a_1,2
    \alpha_1 =>> alpha_1
    \pi/6 =>> (/ pi 6)
    \theta = \frac{\pi}{4} =>> (= theta (/ pi 4))
    r = 2\cos\theta =>> (= r (* 2 (cosine theta)))
    z = 1+2i =>> (= z (+ 1 (* 2 i)))
    |z|=1 =>> (= (absoluteValue z) 1)
    |x-2| < 3 =>> (< (absoluteValue (+ x -2)) 3)
    x^2 \ge 0 =>> (>= (^ x 2) 0)
    0 < x < 1 =>> (chain[< <] 0 x 1)
    x \le -1 \text{ or } x \ge 3 =>> (any (<= x -1) (>= x 3))
    x < -1 \lor x > 3 =>> (any (< x -1) (> x 3))
    a=b=c=1 =>> (chain[= = =] a b c 1)
    a:b = 3:4 =>> (= (ratio a b) (ratio 3 4))
    (x-1)^2+(y+2)^2=25 =>> (= (+ (^ (+ x -1) 2) (^ (+ y 2) 2)) 25)
    (0,0), (1,1) =>> (list (tuple 0 0) (tuple 1 1))
    (1,-2,3) =>> (tuple 1 -2 3)
    \left(\frac{1}{2},-\frac{3}{4}\right) =>> (tuple (/ 1 2) (neg (/ 3 4))) ?pair_or_interval (interval() (/ 1 2) (neg (/ 3 4)))
    \{(1,2),(3,4)\} =>> (set (tuple 1 2) (tuple 3 4)) ?pair_or_interval (set (interval() 1 2) (interval() 3 4))
    \{\{1\},\{2\}\} =>> (set (set 1) (set 2))
    \{a,b,c\} =>> (set a b c)
    \{x\in\mathbb{R}:x^2<2\} =>> (such-that (in x reals) (< (^ x 2) 2))
    \{2k\pi \mid k\in\mathbb{Z}\} =>> (such-that (* 2 k pi) (in k integers))
    \mathbb{Z}\setminus\{0\} =>> (difference integers (set 0))
    \mathbb{C} =>> complexes
    \mathbb{Q}^c =>> (^ rationals c)
    (-2,2)\setminus\{0\} =>> (difference (interval() -2 2) (set 0))
    \left[-1,1\right] =>> (interval[] -1 1) ?interval_or_array (array -1 1)
    (-5,5] =>> (interval(] -5 5)
    \text{DNE} =>> "DNE"
    \text{undefined} =>> "undefined"
    \text{True} =>> "True"
    \text{Thursday} =>> "Thursday"
    \text{even} =>> "even"
    \text{neither} =>> "neither"
    (B) =>> choice-B
    \textbf{(C)} =>> choice-C
    \mathbf{(A)} =>> choice-A
    B. =>> B ?variable_or_choice choice-B #final_period
    E =>> E ?variable_or_choice choice-E
    \text{C} =>> C ?variable_or_choice choice-C
    42\% =>> (unit[%] 42)
    \frac{1}{4}\% =>> (unit[%] (/ 1 4))
    \$12.50 =>> (unit[$] 25/2)
    \$1{,}000 =>> (unit[$] 1000) #digit_groups
    €5 =>> (unit[€] 5)
    £3.20 =>> (unit[£] 16/5)
    100 dollars =>> (unit[$] 100)
    5\text{ inches} =>> (unit[in] 5)
    3\frac{1}{2}\text{ hours} =>> (unit[h] (+ 3 (/ 1 2))) ?mixed_or_product (unit[h] (* 3 (/ 1 2))) #mixed_number
    12\text{ units}^2 =>> (unit[unit^2] 12)
    10\text{ cm}^3 =>> (unit[cm^3] 10)
    36\pi\text{ cm}^2 =>> (unit[cm^2] (* 36 pi))
    25 \text{ mph} =>> (unit[mi h^-1] 25)
    3 \times 10^8 \text{ m/s} =>> (unit[m s^-1] (* 3 (^ 10 8)))
    9.8~\mathrm{m/s^2} =>> (unit[m s^-2] 49/5)
    37^\circ\text{C} =>> (unit[°C] 37)
    \frac{\pi}{3}\text{ rad} =>> (unit[rad] (/ pi 3))
    15 km =>> (unit[km] 15) ?variable_or_unit (* 15 k m)
    7 days =>> (unit[d] 7)
    1000_2 =>> 8
    3A_{12} =>> 46
    12:45 =>> (ratio 12 45) ?ratio_or_time 12:45
    1st =>> 1 #ordinal
    n^{th} =>> n #ordinal
    eleven =>> 11 #number_word
    second =>> 2 #ordinal
    no =>> "no"
    a+b i =>> (+ a (* b i))
    4i =>> (* 4 i)
    -i =>> (neg i)
    i^2 =>> (^ i 2)
    3-4i =>> (+ 3 (neg (* 4 i)))
    e^{-1} =>> (^ e -1)
    \ln(2)+\ln(3) =>> (+ (naturalLogarithm 2) (naturalLogarithm 3))
    \arctan\left(\frac{1}{2}\right) =>> (arctangent (/ 1 2))
    \sin^{-1}\frac{3}{5} =>> (arcsine (/ 3 5))
    \cos^{-1}(0) =>> (arccosine 0)
    \tanh^{-1} x =>> (inverseHyperbolicTangent x)
    \operatorname{arcsinh}(1) =>> (inverseHyperbolicSine 1)
    \min\{1,2\} =>> (minimum 1 2)
    \operatorname{sgn}(x) =>> (sign x)
    \operatorname{erf}(x) =>> (errorFunction x)
    \operatorname{tr}(A) =>> (trace A)
    \operatorname{rank} A =>> (rank A)
    \{x\} =>> (set x)
    \overline{ABC} =>> bar:ABC
    \triangle ABC =>> (* triangle A B C)
    \sum_{n=0}^{\infty}\frac{1}{n!} =>> (series-sum n 0 inf (/ 1 (factorial n)))
    \sum_{k=0}^{n}\binom{n}{k}=2^n =>> (= (series-sum k 0 n (binomial n k)) (^ 2 n))
    \int_{0}^{\pi}\sin x\,dx =>> (series-integral x 0 pi (sine x))
    \int \frac{1}{x} \mathrm{d}x =>> (series-integral x (/ 1 x))
    \lim_{n\to\infty}\left(1+\frac{1}{n}\right)^n =>> (series-limit n inf (^ (+ 1 (/ 1 n)) n))
    f(x, y) = x + y =>> (= (apply f x y) (+ x y)) ?application_or_product (= (* f (tuple x y)) (+ x y))
    F(s) = \frac{1}{s+a} =>> (= (apply F s) (/ 1 (+ s a)))
    y(x) = C e^{-2x} =>> (= (apply y x) (* C (^ e (neg (* 2 x)))))
    u(t-1) =>> (* u (+ t -1))
    g(f(x)) =>> (apply g (apply f x)) ?application_or_product (* g (* f x))
    \sin(\cos(x)) =>> (sine (cosine x))
    \frac{dy}{dx} = 2x =>> (= (derivative y x) (* 2 x))
    \frac{d^{2} v_{o}}{d t^{2}} =>> (derivative v_o t 2)
    \ddot{x} =>> double_dot:x
    2\begin{pmatrix} 1 \\ 2 \end{pmatrix} =>> (* 2 (matrix2x1 1 2))
    \begin{pmatrix} 1 \\ 2 \end{pmatrix} + t\begin{pmatrix} 0 \\ 1 \end{pmatrix} =>> (+ (matrix2x1 1 2) (* t (matrix2x1 0 1)))
    \begin{bmatrix}1&2\\3&4\end{bmatrix}^{-1} =>> (^ (matrix2x2 1 2 3 4) -1)
    \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^T =>> (transpose (matrix2x2 1 2 3 4))
    \log_23 =>> (logarithmToBase 3 2)
    \log_25x =>> (logarithmToBase (* 5 x) 2)
    \log_10 x =>> (logarithmToBase x 10)
    \log_{25}5 =>> (logarithmToBase 5 25)
    \log_25(5) =>> !unreadable adjacent_numbers @5
    \sqrt2\ (\approx 1.41) =>> (~= (squareRoot 2) 141/100)
    3 \text{ to } 4 =>> (ratio 3 4) #words
    (0,\infty] =>> (interval(] 0 inf) #closed_infinity
    𝟒𝟐 =>> 42
    \begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array} =>> (matrix2x2 1 2 3 4)
    \begin{align*} x &= 1 \\ y &= 2 \end{align*} =>> (all (= x 1) (= y 2))
    \begin{cases}1 & \text{if } n \text{ is even}\\0 & \text{otherwise}\end{cases} =>> (cases (if 1 (mod n 0 2)) (if 0 "otherwise")) #words
    3\mathbf{i}-4\mathbf{j} =>> (+ (* 3 vector:i) (neg (* 4 vector:j)))
    \boldsymbol{v} =>> vector:v
    3 \mid n =>> (divides 3 n)
    p \nmid q =>> (notdivides p q)
    a \perp b =>> (perp a b)
    x \gt 3 =>> (> x 3)
    x => y =>> (=> x y)
    x>=3 =>> (>= x 3)
    x==3 =>> (= x 3)
    x=-1,2 =>> (list (= x -1) (= x 2)) ?list_or_decimal (= x -6/5)
    x=1; y=2 =>> (list (= x 1) (= y 2))
    a, b, or c =>> (any a b c)
    \{1, 2\} \cup \{3\} =>> (union (set 1 2) (set 3))
    ½x =>> (* (/ 1 2) x)
    2⁄3 =>> (/ 2 3)
    π/4 =>> (/ pi 4)
    −3 ≤ x ≤ 5 =>> (chain[<= <=] -3 x 5)
    (−∞, 3) =>> (interval() (neg inf) 3)
    {x | x ≥ 2} =>> (such-that x (>= x 2))
    e^{iπ} =>> (^ e (* i pi))
    √(2)/2 =>> (/ (squareRoot 2) 2)
    5·10⁻³ =>> (* 5 (^ 10 -3))
    \\pi =>> pi #doubled_backslash
    \\left(1, 2\\right) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2) #doubled_backslash
    \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix} =>> (matrix2x1 1 2) #doubled_backslash
    sqrt{2} =>> (squareRoot 2) #missing_backslash
    \fbox{3} =>> 3 #boxed
    $x = 5$. =>> (= x 5) #delimiters #final_period
    {5} =>> 5
    \textit{7} =>> 7
    \mathsf{x} =>> x
    \frac{\sqrt3}2 =>> (/ (squareRoot 3) 2)
    \frac{a}{b}\div\frac{c}{d} =>> (/ (/ a b) (/ c d))
    \frac12x =>> (* (/ 1 2) x)
    -\frac{1}{2}x^2 =>> (neg (* (/ 1 2) (^ x 2)))
    \left.x\right| =>> !unreadable unexpected_input @13
    1+\frac{1}{1+\frac{1}{2}} =>> (+ 1 (/ 1 (+ 1 (/ 1 2))))
    0.50 =>> 1/2
    007 =>> 7
    3 \pm 2i =>> (+ 3 (+- (* 2 i)))
    \frac{1}{2} \text{ or } -3 =>> (any (/ 1 2) -3)
    x^{-\frac12} =>> (^ x (neg (/ 1 2)))
    2x^2y^{-1} =>> (* 2 (^ x 2) (^ y -1))
    \sqrt{x}\sqrt{y} =>> (* (squareRoot x) (squareRoot y))
    \log_2{8} =>> (logarithmToBase 8 2)
    \ln{2} =>> (naturalLogarithm 2)
    \sin{2x} =>> (sine (* 2 x))
    \mathrm{e}^{x} =>> (^ e x)
    \mathrm{i} =>> i
    \mathrm{d} =>> d
    2^{\text{nd}} =>> 2 #ordinal
    \text{Answer: } 5 =>> 5 #label
    5\text{ or }6 =>> (any 5 6)
    \text{East} =>> "East"
    \text{June 20} =>> "June 20"
    -\text{ln } 2 =>> (neg (naturalLogarithm 2))
    \text{log}_2 3 =>> (logarithmToBase 3 2)
    \text{sin } x =>> (sine x)
    \text{cm} =>> "cm"
    (5, 3\pi/2) =>> (tuple 5 (/ (* 3 pi) 2)) ?pair_or_interval (interval() 5 (/ (* 3 pi) 2))
    \left(3, \frac{\pi}{2}\right) =>> (tuple 3 (/ pi 2)) ?pair_or_interval (interval() 3 (/ pi 2))
    10\text{cm} =>> (unit[cm] 10)
    \frac{3}{4}\mathrm{~m} =>> (unit[m] (/ 3 4))
    1\text{ hour } 30\text{ minutes} =>> (+ (unit[h] 1) (unit[min] 30))
    2\text{ km}^{-1} =>> (unit[km^-1] 2)
    \frac{\text{m}}{\text{s}} =>> (/ m s)
    x\% =>> (unit[%] x)
    \text{infinitely many} =>> "infinitely many"
    a^x > 0 =>> (> (^ a x) 0)
    \sqrt[3]{-8} =>> (root -8 3)
    |{-3}| =>> (absoluteValue -3)
    3|4 =>> !malformed unbalanced @1
    2^{|x|} =>> (^ 2 (absoluteValue x))
    \lvert a-b\rvert\lvert c\rvert =>> (* (absoluteValue (+ a (neg b))) (absoluteValue c))
    [x] =>> x
    [x+1]^2 =>> (^ (+ x 1) 2)
    n!/(n-k)! =>> (/ (factorial n) (factorial (+ n (neg k))))
    1/(x(x+1)) =>> (/ 1 (* x (+ x 1)))
    2^x3^y =>> (* (^ 2 x) (^ 3 y))
    \pi^2/6 =>> (/ (^ pi 2) 6)
    \frac{\pi^{2}}{6} =>> (/ (^ pi 2) 6)
    \cos x\sin y =>> (* (cosine x) (sine y))
    \cos(x)\sin(y) =>> (* (cosine x) (sine y))
    \cos^2 x\sin x =>> (* (^ (cosine x) 2) (sine x))
    \sin x^2 =>> (sine (^ x 2))
    \sin (x) + 1 =>> (+ (sine x) 1)
    \ln x + C =>> (+ (naturalLogarithm x) C)
    -\ln|\cos x|+C =>> (+ (neg (naturalLogarithm (absoluteValue (cosine x)))) C)
    x\ln x-x =>> (+ (* x (naturalLogarithm x)) (neg x))
    \frac{1}{2}\ln 2 =>> (* (/ 1 2) (naturalLogarithm 2))
    e^{x}\sin x =>> (* (^ e x) (sine x))
    xe^x =>> (* x (^ e x))
    x e^{-x} =>> (* x (^ e (neg x)))
    2e =>> (* 2 e)
    2e3 =>> 2000
    3e^2 =>> (* 3 (^ e 2))
    1e5x =>> (* 100000 x)
    \frac{7!}{3!4!} =>> (/ (factorial 7) (* (factorial 3) (factorial 4)))
    Answer: 5 =>> 5 #label
    x \text{ is even} =>> "x is even"
    \overline{AB} =>> bar:AB
    { x | x \ge 2 } =>> (such-that x (>= x 2))
    \text{(C) } 12 =>> choice-C ?choice_or_value 12
    f(2) =>> (apply f 2) ?application_or_product (* f 2)
    x^{2} =>> (^ x 2)
    (\frac{1}{2}, 3) =>> (tuple (/ 1 2) 3) ?pair_or_interval (interval() (/ 1 2) 3)
    f(-1) = 2 =>> (= (apply f -1) 2) ?application_or_product (= (* f -1) 2)
    (x, y, z) = (1, 2, 3) =>> (= (tuple x y z) (tuple 1 2 3))
    a_n = 2^n =>> (= a_n (^ 2 n))
    a_{n} = a_{n-1} + 2 =>> (= a_n (+ a_n-1 2))
    S = \{1, 2, 3\} =>> (= S (set 1 2 3))
    D = (-\infty, 2] =>> (= D (interval(] (neg inf) 2))
    [-3, 3] \setminus \{0\} =>> (difference (interval[] -3 3) (set 0))
    \mathbb{R}\setminus\left\{\pm1\right\} =>> (difference reals (set (+- 1)))
    x=2 \text{ (double root)} =>> (= x 2) #words
    1 \text{ hour and } 30 \text{ minutes} =>> (+ (unit[h] 1) (unit[min] 30))
    (A) 12 =>> choice-A ?choice_or_value 12
    P(A|B) =>> (apply P (if A B))
    P(A \mid B) =>> (apply P (if A B)) ?application_or_product (* P (divides A B))
    x \in \{1, 2\} =>> (in x (set 1 2))
    |A \cup B| =>> (absoluteValue (union A B))
    \vec{r}(t) = \langle t, t^2 \rangle =>> (= (apply vector:r t) (vector t (^ t 2))) ?application_or_product (= (* vector:r t) (vector t (^ t 2)))
    25\ ^\circ\mathrm{C} =>> (unit[°C] 25)
    \frac{\partial u}{\partial t} = k \frac{\partial^2 u}{\partial x^2} =>> (= (derivative u t) (* k (derivative u x 2)))
    \boxed{x = 3}, \boxed{y=4} =>> (list (= x 3) (= y 4)) #boxed #boxed
    1.5\times 10^{-5}\ \mathrm{mol/L} =>> (unit[mol L^-1] (* 3/2 (^ 10 -5)))
    \$1,234.56 =>> (unit[$] 30864/25) ?group_or_list (list (unit[$] 1) 5864/25) #digit_groups
    3.\overline{3}\% =>> (unit[%] 10/3)
    """#
}
